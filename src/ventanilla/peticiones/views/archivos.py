"""Bajar anexos y respuestas: siempre como descarga, sin que el navegador los ejecute."""

import io
import uuid
from datetime import datetime
from typing import BinaryIO

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from ventanilla.archivo.consultas import abrir, copia_limpia
from ventanilla.archivo.models import Guardado
from ventanilla.archivo.reglas.ocultos import NoSeLimpia
from ventanilla.comun.actores import Actor
from ventanilla.comun.regreso import miga_de_la_lista
from ventanilla.comun.texto import limpiar_linea
from ventanilla.peticiones.consultas.hoja import respuesta_de
from ventanilla.peticiones.forms.reparto import OriginalForm
from ventanilla.peticiones.models import (
    Anexo,
    AnexoDeAlcance,
    AnexoDeRespuesta,
    AnexoDeSalida,
    Peticion,
)
from ventanilla.peticiones.permisos import SIN_IDENTIDAD, puede_ver_original
from ventanilla.peticiones.servicios.leer import anotar_lectura, anotar_original
from ventanilla.peticiones.views.puerta import la_peticion, quien


@require_safe
def anexo(request: HttpRequest, identificador: uuid.UUID, orden: int) -> HttpResponseBase:
    """El anexo número `orden`, con el nombre `anexo-N.ext` y sin sus datos ocultos.

    Si no se le pueden quitar y la identidad es reservada, quien puede abrirlo pasa por `original`.
    """
    actor, momento = quien(request)
    peticion = la_peticion(actor, identificador)
    pedido = _el_anexo(peticion, orden)
    try:
        archivo = _limpio_o_como_llego(pedido)
    except NoSeLimpia as porque:
        if puede_ver_original(actor, peticion):
            messages.warning(request, f"{porque} No se le pudieron quitar los datos ocultos.")
            return redirect("peticiones:anexo_original", identificador, orden)
        raise PermissionDenied(puede_ver_original(actor, peticion).motivo) from None
    anotar_lectura(
        peticion, f"anexo-{orden}", sha256=pedido.guardado.sha256, actor=actor, ahora=momento
    )
    return archivo


@require_http_methods(["GET", "HEAD", "POST"])
def anexo_original(request: HttpRequest, identificador: uuid.UUID, orden: int) -> HttpResponseBase:
    """GET dice qué puede traer y pregunta para qué; POST lo entrega tal como llegó y lo deja escrito."""
    actor, momento = quien(request)
    peticion = la_peticion(actor, identificador)
    pedido = _el_anexo(peticion, orden)
    permiso = puede_ver_original(actor, peticion)
    if not permiso:
        raise PermissionDenied(permiso.motivo)
    formulario = OriginalForm(request.POST if request.method == "POST" else None)
    if not formulario.is_valid():
        migas = [
            miga_de_la_lista(request),
            {
                "texto": peticion.radicado.impreso,
                "url": reverse("peticiones:peticion", args=[peticion.uuid]),
            },
            {"texto": f"{pedido} tal como llegó", "url": ""},
        ]
        contexto = {
            "migas": migas,
            "peticion": peticion,
            "anexo": pedido,
            "form": formulario,
            "es_reservada": peticion.solicitante in SIN_IDENTIDAD,
        }
        estado = 422 if formulario.is_bound else 200
        return render(request, "peticiones/original.html", contexto, status=estado)
    archivo = servir(pedido.guardado, f"anexo-{orden}-como-llego.{pedido.extension}")
    motivo = limpiar_linea(formulario.cleaned_data["motivo"])
    anotar_original(pedido, motivo=motivo, actor=actor, ahora=momento)
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


def _el_anexo(peticion: Peticion, orden: int) -> Anexo:
    """Raises: Http404 si no hay tal anexo."""
    pedido = get_object_or_404(
        Anexo.objects.select_related("guardado"), peticion=peticion, orden=orden
    )
    pedido.peticion = peticion
    return pedido


def _limpio_o_como_llego(pedido: Anexo) -> FileResponse:
    """La copia limpia; si no se puede y la persona dio su nombre, el original, que lo dice en el suyo.

    Raises:
        Http404: si los bytes no están.
        NoSeLimpia: si no se puede y la identidad es reservada.
    """
    try:
        limpia = copia_limpia(pedido.guardado, pedido.extension)
    except FileNotFoundError as error:
        raise Http404 from error
    except NoSeLimpia:
        if pedido.peticion.solicitante in SIN_IDENTIDAD:
            raise
        return servir(pedido.guardado, f"anexo-{pedido.orden}-como-llego.{pedido.extension}")
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
