"""Bajar anexos y respuestas: siempre como descarga, sin que el navegador los ejecute."""

import uuid

from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from ventanilla.archivo.models import Guardado
from ventanilla.archivo.servicios.guardar import ruta_de
from ventanilla.peticiones.consultas.hoja import respuesta_de
from ventanilla.peticiones.models import Anexo
from ventanilla.peticiones.servicios.leer import anotar_lectura
from ventanilla.peticiones.views.puerta import la_peticion, quien


@require_safe
def anexo(request: HttpRequest, identificador: uuid.UUID, orden: int) -> FileResponse:
    """El anexo número `orden`, con el nombre `anexo-N.ext`."""
    actor, momento = quien(request)
    peticion = la_peticion(actor, identificador)
    pedido = get_object_or_404(
        Anexo.objects.select_related("guardado"), peticion=peticion, orden=orden
    )
    archivo = servir(pedido.guardado, str(pedido))
    anotar_lectura(
        peticion, f"anexo-{orden}", sha256=pedido.guardado.sha256, actor=actor, ahora=momento
    )
    return archivo


@require_safe
def respuesta(request: HttpRequest, identificador: uuid.UUID) -> FileResponse:
    """El PDF firmado."""
    actor, momento = quien(request)
    peticion = la_peticion(actor, identificador)
    firmada = respuesta_de(peticion)
    if firmada is None or firmada.documento is None or firmada.radicado is None:
        raise Http404
    archivo = servir(firmada.documento, f"respuesta-{firmada.radicado.impreso}.pdf")
    anotar_lectura(
        peticion, "respuesta", sha256=firmada.documento.sha256, actor=actor, ahora=momento
    )
    return archivo


def servir(guardado: Guardado, nombre: str) -> FileResponse:
    """Descarga aislada: ni se adivina su tipo ni se abre dentro de la página.

    Raises:
        Http404: si los bytes no están (lo dice `./ventanilla verificar`).
    """
    try:
        abierto = ruta_de(guardado.sha256).open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    descarga = FileResponse(
        abierto, as_attachment=True, filename=nombre, content_type=guardado.tipo_mime
    )
    descarga["X-Content-Type-Options"] = "nosniff"
    descarga["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return descarga
