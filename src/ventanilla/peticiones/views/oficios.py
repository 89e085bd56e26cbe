"""Los oficios de una petición: bajarlos, anotar que llegaron y enviarlos otra vez."""

import uuid
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from ventanilla.comun.actores import Actor
from ventanilla.comun.calendario import Calendario
from ventanilla.comun.reloj import en_bogota
from ventanilla.peticiones.consultas.oficios import aviso_desde, correos_que_pueden_volver, vistos
from ventanilla.peticiones.forms import EntregaDeOficioForm, OtroCorreoForm
from ventanilla.peticiones.models import Peticion
from ventanilla.peticiones.permisos import puede_entregar_oficio
from ventanilla.peticiones.servicios.entregar_oficio import (
    anotar_entrega,
    enviar_otra_vez,
    se_puede_enviar_otra_vez,
)
from ventanilla.peticiones.servicios.leer import anotar_lectura
from ventanilla.peticiones.servicios.notificar_oficio import notificar_por_aviso
from ventanilla.peticiones.views.archivos import servir
from ventanilla.peticiones.views.puerta import faltas_de, hacer, la_peticion, quien, solo_post
from ventanilla.peticiones.views.verbos.oficios import el_correo_del_oficio_reboto, el_oficio
from ventanilla.peticiones.views.verbos.pagina import pagina

PAGINA = "peticiones:peticion"


def en_la_hoja(
    peticion: Peticion, actor: Actor, momento: datetime, calendario: Calendario
) -> dict[str, Any]:
    """Los oficios de la petición y lo que se puede hacer con cada uno, para su página."""
    hoy = en_bogota(momento).date()
    return {
        "puede_entregar_oficio": puede_entregar_oficio(actor, peticion),
        "oficios": [
            {
                "oficio": v.oficio,
                "tono": v.tono,
                "como_va": v.como_va,
                "aviso": v.aviso,
                "destinatario": v.destinatario,
                "form_entrega": EntregaDeOficioForm(
                    ahora=en_bogota(momento), auto_id=f"id_oficio_{v.oficio.orden}_%s"
                ),
                "form_correo": OtroCorreoForm(auto_id=f"id_reenviar_{v.oficio.orden}_%s"),
                "reenvia": se_puede_enviar_otra_vez(v.oficio),
                "rebota": bool(correos_que_pueden_volver(v.oficio)),
                "por_aviso": (desde := aviso_desde(v.oficio, calendario)) and desde <= hoy,
                "por_aviso_desde": desde,
            }
            for v in vistos(peticion)
        ],
    }


@require_safe
def documento(request: HttpRequest, identificador: uuid.UUID, orden: int) -> FileResponse:
    """El PDF del oficio."""
    actor, momento = quien(request)
    peticion = la_peticion(actor, identificador)
    oficio = el_oficio(peticion, orden)
    if oficio.documento is None:
        raise Http404
    archivo = servir(oficio.documento, f"oficio-{oficio.radicado.impreso}.pdf")
    anotar_lectura(
        peticion, f"oficio-{orden}", sha256=oficio.documento.sha256, actor=actor, ahora=momento
    )
    return archivo


@solo_post
def entrega(request: HttpRequest, identificador: uuid.UUID, orden: int) -> HttpResponse:
    """Anota la prueba de que su destinatario lo recibió."""
    actor, momento = quien(request)
    peticion = la_peticion(actor, identificador)
    oficio = el_oficio(peticion, orden)
    formulario = EntregaDeOficioForm(request.POST, ahora=en_bogota(momento))
    if not formulario.is_valid():
        messages.error(request, faltas_de(formulario))
        return redirect(PAGINA, peticion.uuid)
    datos = formulario.cleaned_data
    return hacer(
        request,
        peticion,
        lambda: anotar_entrega(
            peticion,
            oficio,
            fecha=datos["fecha"],
            detalle=datos["detalle"],
            actor=actor,
            ahora=momento,
        ),
        "Quedó anotado que el oficio llegó.",
        PAGINA,
    )


@solo_post
def reenviar(request: HttpRequest, identificador: uuid.UUID, orden: int) -> HttpResponse:
    """Envía el traslado a otro correo de la autoridad."""
    actor, momento = quien(request)
    peticion = la_peticion(actor, identificador)
    oficio = el_oficio(peticion, orden)
    formulario = OtroCorreoForm(request.POST)
    if not formulario.is_valid():
        messages.error(request, faltas_de(formulario))
        return redirect(PAGINA, peticion.uuid)
    correo = formulario.cleaned_data["correo"]
    return hacer(
        request,
        peticion,
        lambda: enviar_otra_vez(peticion, oficio, correo=correo, actor=actor, ahora=momento),
        f"El oficio va en camino a {correo}.",
        PAGINA,
    )


@solo_post
def aviso(request: HttpRequest, identificador: uuid.UUID, orden: int) -> HttpResponse:
    """Publica el acto en «Notificaciones por aviso»."""
    actor, momento = quien(request)
    peticion = la_peticion(actor, identificador)
    oficio = el_oficio(peticion, orden)
    return hacer(
        request,
        peticion,
        lambda: notificar_por_aviso(peticion, oficio, actor=actor, ahora=momento),
        "Quedó publicado en «Notificaciones por aviso». Fíjelo también en la cartelera.",
        PAGINA,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def rebote(request: HttpRequest, identificador: uuid.UUID, orden: int) -> HttpResponse:
    """GET dice qué pasa si su correo volvió y pide con qué se sabe; POST lo anota."""
    return pagina(request, identificador, el_correo_del_oficio_reboto(orden))
