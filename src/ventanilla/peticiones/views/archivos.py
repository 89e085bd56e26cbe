"""Bajar anexos y respuestas: siempre como descarga, sin que el navegador los ejecute."""

import io
import uuid
from datetime import datetime
from typing import BinaryIO

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from ventanilla.archivo.consultas import abrir, imagen_sin_metadatos
from ventanilla.archivo.models import Guardado
from ventanilla.archivo.reglas.imagenes import IMAGENES, ImagenIlegible
from ventanilla.comun.actores import Actor
from ventanilla.peticiones.consultas.hoja import respuesta_de
from ventanilla.peticiones.models import (
    Anexo,
    AnexoDeAlcance,
    AnexoDeRespuesta,
    AnexoDeSalida,
    Peticion,
)
from ventanilla.peticiones.permisos import puede_ver_original
from ventanilla.peticiones.servicios.leer import anotar_lectura
from ventanilla.peticiones.views.puerta import la_peticion, quien


@require_safe
def anexo(request: HttpRequest, identificador: uuid.UUID, orden: int) -> FileResponse:
    """El anexo número `orden`, con el nombre `anexo-N.ext`; las imágenes, sin sus datos ocultos."""
    actor, momento = quien(request)
    peticion = la_peticion(actor, identificador)
    pedido = get_object_or_404(
        Anexo.objects.select_related("guardado"), peticion=peticion, orden=orden
    )
    archivo = _lo_que_ve(actor, peticion, pedido)
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


@require_safe
def anexo_de_respuesta(request: HttpRequest, identificador: uuid.UUID, orden: int) -> FileResponse:
    """Un anexo de la respuesta, también mientras es borrador."""
    actor, momento = quien(request)
    peticion = la_peticion(actor, identificador)
    pedido = get_object_or_404(
        AnexoDeRespuesta.objects.select_related("guardado"),
        respuesta__peticion=peticion,
        orden=orden,
    )
    return _anexo_servido(peticion, pedido, actor, momento)


@require_safe
def anexo_de_alcance(
    request: HttpRequest, identificador: uuid.UUID, orden: int, cual: int
) -> FileResponse:
    """Un anexo de un alcance, también mientras es borrador."""
    actor, momento = quien(request)
    peticion = la_peticion(actor, identificador)
    pedido = get_object_or_404(
        AnexoDeAlcance.objects.select_related("guardado", "alcance"),
        alcance__peticion=peticion,
        alcance__orden=orden,
        orden=cual,
    )
    return _anexo_servido(peticion, pedido, actor, momento)


def _anexo_servido(
    peticion: Peticion, pedido: AnexoDeSalida, actor: Actor, momento: datetime
) -> FileResponse:
    archivo = servir(pedido.guardado, str(pedido))
    anotar_lectura(peticion, str(pedido), sha256=pedido.guardado.sha256, actor=actor, ahora=momento)
    return archivo


def _lo_que_ve(actor: Actor, peticion: Peticion, pedido: Anexo) -> FileResponse:
    """El anexo como lo ve quien tramita.

    Raises:
        Http404: si los bytes no están.
        PermissionDenied: la imagen no se pudo limpiar y la identidad es reservada.
    """
    if pedido.extension not in IMAGENES:
        return servir(pedido.guardado, str(pedido))
    try:
        limpia = imagen_sin_metadatos(pedido.guardado, pedido.extension)
    except FileNotFoundError as error:
        raise Http404 from error
    except ImagenIlegible as error:
        permiso = puede_ver_original(actor, peticion)
        if not permiso:
            raise PermissionDenied(permiso.motivo) from error
        return servir(pedido.guardado, str(pedido))
    return aislada(io.BytesIO(limpia), str(pedido), pedido.guardado.tipo_mime)


def servir(guardado: Guardado, nombre: str) -> FileResponse:
    """Descarga de lo guardado, tal cual.

    Raises:
        Http404: si los bytes no están (lo dice `./ventanilla verificar`).
    """
    try:
        abierto = abrir(guardado.sha256)
    except FileNotFoundError as error:
        raise Http404 from error
    return aislada(abierto, nombre, guardado.tipo_mime)


def aislada(abierto: BinaryIO, nombre: str, tipo: str) -> FileResponse:
    """Descarga aislada: ni se adivina su tipo ni se abre dentro de la página."""
    descarga = FileResponse(abierto, as_attachment=True, filename=nombre, content_type=tipo)
    descarga["X-Content-Type-Options"] = "nosniff"
    descarga["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return descarga
