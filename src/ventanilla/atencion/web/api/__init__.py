"""La API pública: radicar y consultar (documentada en /api/docs)."""

import json
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from ninja import Router
from pydantic import ValidationError

from ventanilla.archivo.servicios import Recibido, recibir
from ventanilla.atencion.web.api.esquemas import (
    CON_CLAVE,
    CUERPO,
    ConsultaSale,
    ErroresSalen,
    PeticionEntra,
    PeticionSale,
)
from ventanilla.atencion.web.consultas import resumen_publico
from ventanilla.atencion.web.servicios.constancia import NO_SE_PUDO, preparar_constancia
from ventanilla.atencion.web.servicios.intentos import MuchosIntentos, abrir_con_clave
from ventanilla.comun.actores import CIUDADANIA
from ventanilla.comun.campo_archivos import MAXIMO_ARCHIVOS
from ventanilla.comun.direccion import direccion_de, es_sede_conocida
from ventanilla.comun.errores import ConflictoDeLlave, DatosInvalidos, Falta
from ventanilla.comun.reloj import ahora, en_bogota
from ventanilla.directorio.servicios import contar
from ventanilla.documentos.servicios import ErrorDocumento
from ventanilla.peticiones.models import Peticion
from ventanilla.peticiones.reglas.solicitud import Solicitante, Solicitud, faltas
from ventanilla.peticiones.servicios.radicar import Radicada, radicar
from ventanilla.terminos.computar import clases

router = Router(tags=["Peticiones"])
HORA = timedelta(hours=1)
_DEMASIADOS = f"Envíe hasta {MAXIMO_ARCHIVOS} archivos."


def error(estado: int, *faltas: Falta) -> JsonResponse:
    """Respuesta de error con la forma común de la API."""
    return JsonResponse({"errores": [asdict(f) for f in faltas]}, status=estado)


@router.post(
    "/peticiones",
    response={
        201: PeticionSale,
        409: ErroresSalen,
        413: ErroresSalen,
        422: ErroresSalen,
        429: ErroresSalen,
    },
    openapi_extra=CUERPO,
    summary="Radicar una petición",
    auth=None,
)
def crear(request: HttpRequest) -> HttpResponse:
    """Radica y devuelve número, clave, fecha de recepción y vencimiento."""
    momento = ahora()
    if _van_muchas(request, momento):
        respuesta = error(
            429,
            Falta("", "Van muchas radicaciones seguidas desde esta dirección. Espere una hora."),
        )
        respuesta["Retry-After"] = "3600"
        return respuesta
    try:
        entra, anexos = _leer(request)
        radicada = radicar(
            _solicitud(entra),
            actor=CIUDADANIA,
            ahora=momento,
            llave=request.headers.get("Idempotency-Key"),
            anexos=anexos,
        )
    except DatosInvalidos as malos:
        return error(422, *malos.faltas)
    except ConflictoDeLlave as conflicto:
        return error(409, Falta("Idempotency-Key", str(conflicto)))
    return JsonResponse(_sale(radicada), status=201)


@router.get(
    "/peticiones/{radicado}",
    response={200: ConsultaSale, 404: ErroresSalen, 429: ErroresSalen},
    openapi_extra=CON_CLAVE,
    summary="Consultar una petición con su clave",
    auth=None,
)
def consultar(request: HttpRequest, radicado: str) -> HttpResponse:
    """Estado, vencimiento y actuaciones públicas. La clave va en `X-Clave`, nunca en la URL."""
    abierta = _abrir(request, radicado)
    if isinstance(abierta, HttpResponse):
        return abierta
    return JsonResponse(resumen_publico(abierta))


@router.get(
    "/peticiones/{radicado}/constancia",
    response={404: ErroresSalen, 429: ErroresSalen, 503: ErroresSalen},
    openapi_extra={
        **CON_CLAVE,
        "responses": {"200": {"description": "PDF", "content": {"application/pdf": {}}}},
    },
    summary="La constancia de radicación, en PDF",
    auth=None,
)
def constancia(request: HttpRequest, radicado: str) -> HttpResponse:
    """El PDF de la constancia. La clave va en `X-Clave`, nunca en la URL."""
    abierta = _abrir(request, radicado)
    if isinstance(abierta, HttpResponse):
        return abierta
    try:
        lista = preparar_constancia(abierta, ahora=ahora())
    except ErrorDocumento:
        return error(503, Falta("", NO_SE_PUDO))
    return HttpResponse(lista.pdf, content_type="application/pdf", headers=lista.cabeceras)


def _van_muchas(request: HttpRequest, momento: datetime) -> bool:
    limite: int = settings.VENTANILLA_LIMITE_RADICACION
    if not limite or es_sede_conocida(request):
        return False
    quien = f"api:{direccion_de(request)}"
    return contar(quien, ventana=HORA, ahora=momento, tope=limite) > limite


def _abrir(request: HttpRequest, radicado: str) -> Peticion | HttpResponse:
    """La petición que abre la clave de la cabecera, o la respuesta de error que toca."""
    try:
        peticion = abrir_con_clave(
            radicado,
            request.headers.get("X-Clave", ""),
            direccion=direccion_de(request),
            ahora=ahora(),
        )
    except MuchosIntentos as muchos:
        respuesta = error(429, Falta("", str(muchos)))
        respuesta["Retry-After"] = str(muchos.espera)
        return respuesta
    if peticion is None:
        return error(404, Falta("", "No hay una petición con ese número y esa clave. Revíselos."))
    return peticion


def _leer(request: HttpRequest) -> tuple[PeticionEntra, list[Recibido]]:
    try:
        return _leer_cuerpo(request)
    except (RequestDataTooBig, TooManyFieldsSent) as exceso:
        mensaje = "Es demasiado largo: resúmalo, o envíe el texto completo como archivo."
        raise DatosInvalidos([Falta("texto", mensaje)]) from exceso
    except TooManyFilesSent as exceso:
        raise DatosInvalidos([Falta("anexos", _DEMASIADOS)]) from exceso
    except (MultiPartParserError, UnreadablePostError) as cortado:
        mensaje = "El envío llegó incompleto o mal formado y no se recibió nada."
        raise DatosInvalidos([Falta("", mensaje)]) from cortado


def _leer_cuerpo(request: HttpRequest) -> tuple[PeticionEntra, list[Recibido]]:
    tipo = request.content_type or ""
    if tipo == "multipart/form-data":
        archivos = request.FILES.getlist("anexos")
        entra = _validar(str(request.POST.get("datos", "")))
        if len(archivos) > MAXIMO_ARCHIVOS:
            raise DatosInvalidos([Falta("anexos", _DEMASIADOS)])
        # Lo que no se va a radicar no ocupa disco.
        malas = faltas(_solicitud(entra).limpia(), clases=frozenset(c.codigo for c in clases()))
        if malas:
            raise DatosInvalidos(malas)
        return entra, [recibir(str(a.name), a.chunks()) for a in archivos]
    if tipo != "application/json":
        raise DatosInvalidos(
            [Falta("", "Envíe JSON (application/json) o un formulario multipart con «datos».")]
        )
    return _validar(request.body), []


def _validar(crudo: bytes | str) -> PeticionEntra:
    try:
        return PeticionEntra.model_validate(json.loads(crudo))
    except (ValueError, RecursionError) as mal:
        if isinstance(mal, ValidationError):
            raise DatosInvalidos([_falta_de(e) for e in mal.errors()]) from mal
        raise DatosInvalidos([Falta("", "El contenido no es JSON válido en UTF-8.")]) from mal


_MENSAJES = {
    "missing": "Falta este dato.",
    "string_type": "Debe ser un texto.",
    "extra_forbidden": "Este dato no se conoce; revise cómo está escrito su nombre.",
    "literal_error": "El valor no es uno de los admitidos.",
    "string_too_long": "Es demasiado largo.",
    "model_type": "Debe ser un objeto con sus campos.",
    "model_attributes_type": "Debe ser un objeto con sus campos.",
    "string_unicode": "Tiene caracteres que no son texto válido.",
}


def _falta_de(e: Any) -> Falta:
    campo = ".".join(str(p) for p in e["loc"])
    return Falta(campo, _MENSAJES.get(e["type"], "El valor no sirve aquí."))


def _solicitud(entra: PeticionEntra) -> Solicitud:
    datos = entra.model_dump()
    quien = Solicitante(**datos.pop("solicitante"))
    return Solicitud(solicitante=quien, **datos)


def _sale(r: Radicada) -> dict[str, Any]:
    return {
        "radicado": r.radicado.impreso,
        "clave": r.clave,
        "momento": en_bogota(r.radicado.momento_recepcion).isoformat(timespec="seconds"),
        "vence": r.vence.isoformat() if r.vence else None,
        "constancia": (
            f"{settings.VENTANILLA_URL}/api/v1/peticiones/{r.radicado.impreso}/constancia"
        ),
    }
