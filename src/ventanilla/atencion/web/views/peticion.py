"""Mi petición: cómo va, sus documentos, la respuesta y el aviso de que no ha llegado."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from ventanilla.archivo.consultas import abrir
from ventanilla.archivo.models import Guardado
from ventanilla.atencion.web.consultas.seguimiento import (
    RespuestaLegible,
    respuesta_legible,
    seguimiento_de,
)
from ventanilla.atencion.web.servicios.constancia import AISLADO
from ventanilla.atencion.web.views.acceso import a_consultar, con_acceso
from ventanilla.comun.actores import CIUDADANIA
from ventanilla.comun.errores import Cambiado
from ventanilla.comun.reloj import ahora
from ventanilla.directorio.consultas import entidad
from ventanilla.peticiones.consultas.oficios import oficios_de
from ventanilla.peticiones.models import Peticion
from ventanilla.peticiones.reglas.formatos import para_la_persona
from ventanilla.peticiones.servicios.avisar import AvisoNoProcede, avisar_sin_respuesta
from ventanilla.peticiones.servicios.entregar_oficio import oficio_leido
from ventanilla.peticiones.servicios.notificar import notificar_por_acceso


@login_not_required
@require_safe
def mi_peticion(request: HttpRequest, radicado: str) -> HttpResponse:
    """Cómo va la petición, en palabras de todos los días."""
    momento = ahora()
    peticion = con_acceso(request, radicado, momento)
    if peticion is None:
        return a_consultar(radicado)
    contexto = {"seguimiento": seguimiento_de(peticion, ahora=momento)}
    return render(request, "atencion_web/mi_peticion.html", contexto)


@login_not_required
@require_safe
def respuesta_html(request: HttpRequest, radicado: str) -> HttpResponse:
    """La respuesta enviada, para leerla aquí."""
    momento = ahora()
    peticion = con_acceso(request, radicado, momento)
    if peticion is None:
        return a_consultar(radicado)
    legible = respuesta_legible(peticion)
    if legible is None:
        raise Http404
    pagina = render(
        request, "atencion_web/respuesta.html", _contexto_de_respuesta(request, peticion, legible)
    )
    _quedo_leida(request, peticion, momento)
    return pagina


def _contexto_de_respuesta(
    request: HttpRequest, peticion: Peticion, legible: RespuestaLegible
) -> dict[str, Any]:
    dicho = para_la_persona(peticion.formato_respuesta)
    casa = entidad()
    donde = " o a ".join(d for d in (casa.telefono, casa.correo) if d)
    contexto: dict[str, Any] = {
        "peticion": peticion,
        "legible": legible,
        "formato": f"{dicho}{f', a {donde}' if donde else ''}." if dicho else "",
    }
    if peticion.formato_respuesta == "letra_grande":
        # La pidió así: no tiene que buscar el botón.
        escogida = request.COOKIES.get("apariencia", "").replace(".", " ").split()
        contexto["apariencia"] = " ".join(
            ["grande", *(["contraste"] if "contraste" in escogida else [])]
        )
    return contexto


@login_not_required
@require_safe
def respuesta_pdf(request: HttpRequest, radicado: str) -> HttpResponseBase:
    """La respuesta firmada, en PDF."""
    momento = ahora()
    peticion = con_acceso(request, radicado, momento)
    if peticion is None:
        return a_consultar(radicado)
    legible = respuesta_legible(peticion)
    if legible is None or legible.documento is None:
        raise Http404
    entregada = descarga(legible.documento, "respuesta.pdf")
    _quedo_leida(request, peticion, momento)
    return entregada


@login_not_required
@require_safe
def anexo_de_respuesta(request: HttpRequest, radicado: str, orden: int) -> HttpResponseBase:
    """Un documento que acompaña la respuesta ya enviada, con su nombre neutro."""
    peticion = con_acceso(request, radicado, ahora())
    if peticion is None:
        return a_consultar(radicado)
    legible = respuesta_legible(peticion)
    fila = next((a for a in legible.anexos if a.orden == orden), None) if legible else None
    if fila is None:
        raise Http404
    return descarga(fila.guardado, str(fila))


def _quedo_leida(request: HttpRequest, peticion: Peticion, momento: datetime) -> None:
    """Abrirla prueba que la conoce: con eso se cierra el término (CPACA art. 56).

    Solo cuando hay algo que entregar y se entrega: ni con un HEAD ni si el archivo falta.
    """
    if request.method == "GET":
        notificar_por_acceso(peticion, ahora=momento)


@login_not_required
@require_safe
def anexo(request: HttpRequest, radicado: str, orden: int) -> HttpResponseBase:
    """Un anexo que la persona entregó, como descarga y con su nombre neutro."""
    peticion = con_acceso(request, radicado, ahora())
    if peticion is None:
        return a_consultar(radicado)
    fila = peticion.anexos.select_related("guardado").filter(orden=orden).first()
    if fila is None:
        raise Http404
    return descarga(fila.guardado, str(fila))


@login_not_required
@require_safe
def oficio(request: HttpRequest, radicado: str, orden: int) -> HttpResponseBase:
    """El oficio de traslado, el acto de desistimiento o de rechazo. Bajarlo prueba que lo conoce."""
    momento = ahora()
    peticion = con_acceso(request, radicado, momento)
    if peticion is None:
        return a_consultar(radicado)
    fila = next((o for o in oficios_de(peticion) if o.orden == orden), None)
    if fila is None or fila.documento is None:
        raise Http404
    entregado = descarga(fila.documento, "oficio.pdf")
    if request.method == "GET":
        oficio_leido(peticion, fila, ahora=momento)
    return entregado


def descarga(guardado: Guardado, nombre: str) -> HttpResponseBase:
    """Un archivo guardado, por trozos: se descarga y nunca se abre dentro de nuestras páginas."""
    try:
        archivo = abrir(guardado.sha256)
    except FileNotFoundError as falta:
        raise Http404 from falta
    respuesta = FileResponse(
        archivo, as_attachment=True, filename=nombre, content_type=guardado.tipo_mime
    )
    respuesta["Content-Security-Policy"] = AISLADO
    return respuesta


@login_not_required
@require_POST
def avisar(request: HttpRequest, radicado: str) -> HttpResponse:
    """«No me han respondido»: avisa a la jefatura y a Atención al Ciudadano."""
    momento = ahora()
    peticion = con_acceso(request, radicado, momento)
    if peticion is None:
        return a_consultar(radicado)
    try:
        avisar_sin_respuesta(peticion, actor=CIUDADANIA, ahora=momento)
    except (AvisoNoProcede, Cambiado) as no:
        messages.warning(request, str(no))
    else:
        messages.success(
            request,
            "Listo: avisamos a la jefatura de la dependencia y a Atención al Ciudadano.",
        )
    return redirect("atencion_web:mi_peticion", radicado)
