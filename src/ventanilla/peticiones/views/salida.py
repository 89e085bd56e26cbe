"""De la firma a la constancia: pasar a firma, firmar, despachar y notificar la respuesta."""

import logging
import uuid
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from ventanilla.comun.actores import Actor
from ventanilla.comun.errores import ErrorDeDominio
from ventanilla.documentos.servicios import ErrorDocumento
from ventanilla.peticiones.forms import DespachoForm, EntregaForm, VersionForm
from ventanilla.peticiones.models import Peticion
from ventanilla.peticiones.servicios.componer import componer_respuesta
from ventanilla.peticiones.servicios.despachar import SALEN_SOLOS, despachar, medio_natural
from ventanilla.peticiones.servicios.firmar import firmar
from ventanilla.peticiones.servicios.notificar import registrar_entrega
from ventanilla.peticiones.servicios.responder import proyectar
from ventanilla.peticiones.views.puerta import faltas_de, hacer, la_peticion, quien, solo_post

registro = logging.getLogger("ventanilla.respuestas")
PAGINA = "peticiones:peticion"


@solo_post
def pasar_a_firma(request: HttpRequest, identificador: uuid.UUID) -> HttpResponse:
    """Entrega el borrador al jefe."""
    actor, momento = quien(request)
    peticion = la_peticion(actor, identificador)
    version = _la_leida(request)
    return hacer(
        request,
        peticion,
        lambda: proyectar(peticion, version=version, actor=actor, ahora=momento),
        "La respuesta quedó para la firma.",
        PAGINA,
    )


@solo_post
def poner_firma(request: HttpRequest, identificador: uuid.UUID) -> HttpResponse:
    """Firma, da número y compone el PDF; si el PDF falla, el obrero lo vuelve a intentar."""
    actor, momento = quien(request)
    peticion = la_peticion(actor, identificador)
    version = _la_leida(request)
    try:
        respuesta = firmar(peticion, version=version, actor=actor, ahora=momento)
    except ErrorDeDominio as error:
        messages.error(request, str(error))
        return redirect(PAGINA, peticion.uuid)
    numero = respuesta.radicado.impreso if respuesta.radicado else ""
    messages.success(request, f"Firmada con el número {numero}.")
    try:
        componer_respuesta(respuesta.pk, ahora=momento)
    except (ErrorDocumento, OSError) as error:
        registro.warning("el PDF de %s queda para después: %s", numero, type(error).__name__)
        return redirect(PAGINA, peticion.uuid)
    if request.POST.get("despachar") == "si":
        return _despachar_ya(request, actor, momento, identificador)
    return redirect(PAGINA, peticion.uuid)


def _la_leida(request: HttpRequest) -> int:
    """La versión del borrador que se leyó; 0, que ninguna es, si no viene bien escrita."""
    formulario = VersionForm(request.POST)
    return int(formulario.cleaned_data["version"]) if formulario.is_valid() else 0


def _despachar_ya(
    request: HttpRequest, actor: Actor, momento: datetime, identificador: uuid.UUID
) -> HttpResponse:
    """Recién firmada, sale por donde la persona pidió; lo que necesita una guía o publica, no."""
    firmada = la_peticion(actor, identificador)
    medio = medio_natural(firmada)
    if medio not in SALEN_SOLOS:
        messages.info(request, "Escoja cómo se envía: por ese medio hace falta algo más de usted.")
        return redirect(PAGINA, identificador)
    return _despachar(request, firmada, actor, momento, medio)


@solo_post
def enviar(request: HttpRequest, identificador: uuid.UUID) -> HttpResponse:
    """Despacha lo firmado."""
    actor, momento = quien(request)
    peticion = la_peticion(actor, identificador)
    formulario = DespachoForm(request.POST)
    if not formulario.is_valid():
        messages.error(request, faltas_de(formulario))
        return redirect(PAGINA, peticion.uuid)
    datos = formulario.cleaned_data
    return _despachar(request, peticion, actor, momento, datos["medio"], datos["guia"])


def _despachar(
    request: HttpRequest,
    peticion: Peticion,
    actor: Actor,
    momento: datetime,
    medio: str,
    guia: str = "",
) -> HttpResponse:
    return hacer(
        request,
        peticion,
        lambda: despachar(peticion, medio=medio, guia=guia, actor=actor, ahora=momento),
        "Despachada. Falta la constancia de que la persona la recibió.",
        PAGINA,
    )


@solo_post
def entregar(request: HttpRequest, identificador: uuid.UUID) -> HttpResponse:
    """Anota la prueba de entrega, y con ella se cierra el término."""
    actor, momento = quien(request)
    peticion = la_peticion(actor, identificador)
    formulario = EntregaForm(request.POST, ahora=momento)
    if not formulario.is_valid():
        messages.error(request, faltas_de(formulario))
        return redirect(PAGINA, peticion.uuid)
    datos = formulario.cleaned_data
    return hacer(
        request,
        peticion,
        lambda: registrar_entrega(
            peticion,
            fecha=datos["fecha"],
            detalle=datos["detalle"],
            actor=actor,
            ahora=momento,
        ),
        "Notificada: el término quedó cerrado.",
        PAGINA,
    )
