"""El expediente de una petición: su índice, cada documento y todo junto en un ZIP."""

import io
import uuid
import zipfile
from contextlib import suppress
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import Any, NamedTuple

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ventanilla.archivo.consultas import copia_limpia
from ventanilla.archivo.consultas.expedientes import (
    bytes_de,
    caratula_de,
    cierre_vigente,
    cierres_de,
    documentos_de,
    expediente_de,
    renglon_de,
)
from ventanilla.archivo.models import DocumentoDeExpediente, Expediente
from ventanilla.archivo.reglas.indice import a_csv, a_xml
from ventanilla.archivo.reglas.ocultos import NoSeLimpia
from ventanilla.comun.actores import Actor
from ventanilla.comun.canonico import sha256_hex
from ventanilla.comun.errores import Cambiado
from ventanilla.comun.regreso import miga_de_la_lista
from ventanilla.documentos.servicios import ErrorDocumento, tabla
from ventanilla.peticiones.consultas.expediente import anexo_de, es_de_la_persona, objeto_de
from ventanilla.peticiones.consultas.indice import documento_del_indice
from ventanilla.peticiones.models import Peticion
from ventanilla.peticiones.permisos import (
    SIN_IDENTIDAD,
    puede_cerrar_expediente,
    puede_ver_original,
)
from ventanilla.peticiones.servicios.expedientes import expediente_al_dia
from ventanilla.peticiones.servicios.leer import anotar_lectura
from ventanilla.peticiones.views.archivos import aislada
from ventanilla.peticiones.views.puerta import la_peticion, quien

_EN_MEMORIA = 8 * 1024 * 1024
_LEAME = "LEAME.txt"


class _Abierto(NamedTuple):
    actor: Actor
    momento: datetime
    peticion: Peticion
    expediente: Expediente


@require_safe
def ver(request: HttpRequest, identificador: uuid.UUID) -> HttpResponse:
    """La carátula, los documentos con su huella y cómo bajarlos."""
    actor, momento = quien(request)
    peticion = la_peticion(actor, identificador)
    expediente = _al_dia(peticion, momento)
    migas = [
        miga_de_la_lista(request),
        {
            "texto": peticion.radicado.impreso,
            "url": reverse("peticiones:peticion", args=[peticion.uuid]),
        },
        {"texto": "Expediente", "url": ""},
    ]
    contexto: dict[str, Any] = {"peticion": peticion, "expediente": expediente, "migas": migas}
    if expediente is not None:
        contexto |= {
            "documentos": documentos_de(expediente),
            "cierre": cierre_vigente(expediente),
            "cierres": cierres_de(expediente),
            "puede_cerrar": puede_cerrar_expediente(actor, peticion),
            "es_reservada": peticion.solicitante in SIN_IDENTIDAD,
        }
    return render(request, "peticiones/expediente.html", contexto)


@require_safe
def documento(request: HttpRequest, identificador: uuid.UUID, orden: int) -> HttpResponseBase:
    """El documento número `orden` del expediente."""
    abierto = _abrir(request, identificador)
    pedido = get_object_or_404(
        DocumentoDeExpediente.objects.select_related("guardado"),
        expediente=abierto.expediente,
        orden=orden,
    )
    datos, _ = _lo_que_ve(abierto, pedido)
    if datos is None:
        permiso = puede_ver_original(abierto.actor, abierto.peticion)
        if permiso:
            return redirect("peticiones:anexo_original", identificador, anexo_de(pedido).orden)
        raise PermissionDenied(permiso.motivo)
    _anotar(abierto, f"expediente-{orden}", pedido.sha256)
    return aislada(io.BytesIO(datos), str(pedido), pedido.formato)


@require_safe
def indice_xml(request: HttpRequest, identificador: uuid.UUID) -> HttpResponse:
    """El índice en XML."""
    e = _abrir(request, identificador).expediente
    datos = a_xml(caratula_de(e), [renglon_de(d) for d in documentos_de(e)])
    return _descarga(datos, "application/xml", f"indice-{e.codigo}.xml")


@require_safe
def indice_csv(request: HttpRequest, identificador: uuid.UUID) -> HttpResponse:
    """El índice para una hoja de cálculo."""
    e = _abrir(request, identificador).expediente
    texto = a_csv([renglon_de(d) for d in documentos_de(e)])
    return _descarga(texto.encode(), "text/csv; charset=utf-8", f"indice-{e.codigo}.csv")


@require_safe
def indice_pdf(request: HttpRequest, identificador: uuid.UUID) -> HttpResponseBase:
    """El índice para leer e imprimir."""
    abierto = _abrir(request, identificador)
    e = abierto.expediente
    try:
        pdf = tabla(documento_del_indice(e, documentos_de(e), ahora=abierto.momento))
    except ErrorDocumento:
        messages.error(request, "No se pudo componer el índice. Vuelva a intentarlo.")
        return redirect("peticiones:expediente", identificador)
    return _descarga(pdf, "application/pdf", f"indice-{e.codigo}.pdf")


@require_safe
def completo(request: HttpRequest, identificador: uuid.UUID) -> HttpResponseBase:
    """Los documentos y el índice en un ZIP. Queda escrito quién lo bajó."""
    abierto = _abrir(request, identificador)
    e = abierto.expediente
    try:
        archivo = _zip(abierto)
    except FileNotFoundError:
        messages.error(
            request,
            "Falta un archivo del expediente. Avise a quien administra: lo dice «verificar».",
        )
        return redirect("peticiones:expediente", identificador)
    _anotar(abierto, "expediente", e.cabeza)
    return FileResponse(
        archivo,
        as_attachment=True,
        filename=f"expediente-{e.codigo}.zip",
        content_type="application/zip",
    )


def _abrir(request: HttpRequest, identificador: uuid.UUID) -> _Abierto:
    """Raises: Http404 si todavía no tiene expediente."""
    actor, momento = quien(request)
    peticion = la_peticion(actor, identificador)
    expediente = _al_dia(peticion, momento)
    if expediente is None:
        raise Http404
    return _Abierto(actor, momento, peticion, expediente)


def _al_dia(peticion: Peticion, momento: datetime) -> Expediente | None:
    """El expediente con lo último; si otro proceso lo está poniendo al día, como va."""
    with suppress(Cambiado):
        expediente_al_dia(peticion, ahora=momento)
    return expediente_de(objeto_de(peticion))


def _lo_que_ve(abierto: _Abierto, pedido: DocumentoDeExpediente) -> tuple[bytes | None, bool]:
    """(bytes, si son los del índice). De una reservada, lo que trajo la persona va limpio; `None` si
    no se pudo limpiar: ese se abre desde la petición, diciendo para qué.

    Raises:
        Http404: si los bytes no están.
    """
    try:
        if (
            pedido.guardado is None
            or not es_de_la_persona(pedido)
            or abierto.peticion.solicitante not in SIN_IDENTIDAD
        ):
            return bytes_de(pedido), True
        limpia = copia_limpia(pedido.guardado, pedido.nombre.rpartition(".")[2].lower())
        return limpia, sha256_hex(limpia) == pedido.sha256
    except NoSeLimpia:
        return None, False
    except FileNotFoundError as error:
        raise Http404 from error


def _zip(abierto: _Abierto) -> Any:
    e = abierto.expediente
    documentos = documentos_de(e)
    renglones = [renglon_de(d) for d in documentos]
    aparte: list[str] = []
    archivo = SpooledTemporaryFile(max_size=_EN_MEMORIA)  # noqa: SIM115 (lo cierra la respuesta)
    with zipfile.ZipFile(archivo, "w", zipfile.ZIP_DEFLATED) as comprimido:
        for d in documentos:
            datos, es_igual = _lo_que_ve(abierto, d)
            if datos is None:
                aparte.append(f"{d}: no va, porque no se le pudieron quitar los datos ocultos.")
                continue
            if not es_igual:
                aparte.append(f"{d}: va sin sus datos ocultos; su huella no es la del índice.")
            comprimido.writestr(f"documentos/{d}", datos)
        comprimido.writestr("indice.xml", a_xml(caratula_de(e), renglones))
        comprimido.writestr("indice.csv", a_csv(renglones))
        comprimido.writestr(_LEAME, _leame(e, aparte))
    archivo.seek(0)
    return archivo


def _leame(e: Expediente, aparte: list[str]) -> str:
    lineas = [
        f"Expediente {e.codigo}: {e.nombre}",
        "",
        "Cada documento está en «documentos». Su huella SHA-256 es la que dice el índice: se comprueba",
        "con «sha256sum» o con cualquier programa que la calcule. La última huella encadenada es",
        e.cabeza,
    ]
    if aparte:
        lineas += ["", "La persona pidió reservar su identidad. Por eso:", *aparte]
    return "\n".join(lineas) + "\n"


def _anotar(abierto: _Abierto, que: str, sha256: str) -> None:
    anotar_lectura(abierto.peticion, que, sha256=sha256, actor=abierto.actor, ahora=abierto.momento)


def _descarga(datos: bytes, tipo: str, nombre: str) -> HttpResponse:
    respuesta = HttpResponse(datos, content_type=tipo)
    respuesta["Content-Disposition"] = f'attachment; filename="{nombre}"'
    respuesta["X-Content-Type-Options"] = "nosniff"
    return respuesta
