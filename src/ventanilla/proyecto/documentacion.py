"""La página de la API: lo que dice OpenAPI, leído para una persona y sin JavaScript.

Por qué no Swagger: `docs/decisiones/0010-pagina-de-la-api.md`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from ninja import NinjaAPI
from ninja.openapi.docs import DocsBase
from ninja.openapi.schema import OpenAPISchema

_COMPONENTES = "#/components/schemas/"
_ESTADOS = {
    "200": "Correcto",
    "201": "Radicada",
    "400": "No se pudo leer lo que envió",
    "403": "No tiene permiso",
    "404": "No existe, o la clave no abre",
    "409": "La llave ya se usó con otro contenido",
    "413": "Pesa demasiado",
    "422": "Hay datos por corregir",
    "429": "Muchos intentos seguidos: espere lo que diga Retry-After",
    "503": "No se pudo guardar o componer: repita más tarde",
}
_TIPOS = {
    "string": "texto",
    "integer": "número entero",
    "number": "número",
    "boolean": "verdadero o falso",
    "array": "lista",
    "object": "objeto",
    "null": "vacío",
}


class Api(NinjaAPI):
    """NinjaAPI cuyo documento no deja referencias sueltas."""

    def get_openapi_schema(self, **opciones: Any) -> OpenAPISchema:
        """El documento OpenAPI 3.1, con todo esquema anidado llevado a `components`."""
        documento = super().get_openapi_schema(**opciones)
        esquemas = documento.setdefault("components", {}).setdefault("schemas", {})
        documento["paths"] = _sin_definiciones_sueltas(documento["paths"], esquemas)
        return documento


def _sin_definiciones_sueltas(nodo: Any, esquemas: dict[str, Any]) -> Any:
    """`$defs` solo se resuelve desde la raíz del documento: sus esquemas pasan a `components`."""
    if isinstance(nodo, list):
        return [_sin_definiciones_sueltas(n, esquemas) for n in nodo]
    if not isinstance(nodo, dict):
        return nodo
    for nombre, esquema in nodo.get("$defs", {}).items():
        esquemas.setdefault(nombre, _sin_definiciones_sueltas(esquema, esquemas))
    limpio = {}
    for llave, valor in nodo.items():
        if llave == "$ref" and isinstance(valor, str):
            limpio[llave] = valor.replace("#/$defs/", _COMPONENTES)
        elif llave != "$defs":
            limpio[llave] = _sin_definiciones_sueltas(valor, esquemas)
    return limpio


@dataclass(frozen=True)
class Dato:
    """Un dato que entra o sale. `tipo` ya está dicho en español."""

    nombre: str
    tipo: str
    es_obligatorio: bool
    texto: str


@dataclass(frozen=True)
class Salida:
    """Una respuesta posible."""

    estado: str
    texto: str
    datos: list[Dato]


@dataclass(frozen=True)
class Operacion:
    """Un método sobre una ruta."""

    ancla: str
    metodo: str
    ruta: str
    resumen: str
    texto: str
    parametros: list[Dato] = field(default_factory=list)
    cuerpo: list[Dato] = field(default_factory=list)
    formas: list[str] = field(default_factory=list)
    salidas: list[Salida] = field(default_factory=list)


class PaginaDeLaApi(DocsBase):
    """Muestra el documento con la cara del sitio."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **opciones: Any) -> HttpResponse:
        documento = api.get_openapi_schema()
        contexto = {
            "titulo": documento["info"]["title"],
            "descripcion": _llano(documento["info"].get("description", "")),
            "operaciones": list(operaciones_de(documento)),
            "url_openapi": self.get_openapi_url(api, opciones),
            "sitio": settings.VENTANILLA_URL,
        }
        return render(request, "proyecto/api.html", contexto)


def operaciones_de(documento: dict[str, Any]) -> Iterator[Operacion]:
    """Las operaciones del documento, en su orden."""
    esquemas = documento.get("components", {}).get("schemas", {})
    for ruta, metodos in documento["paths"].items():
        for metodo, detalle in metodos.items():
            contenidos = detalle.get("requestBody", {}).get("content", {})
            cuerpo = contenidos.get("application/json", {}).get("schema", {})
            yield Operacion(
                ancla=detalle["operationId"],
                metodo=metodo.upper(),
                ruta=ruta,
                resumen=detalle.get("summary", ""),
                texto=_llano(detalle.get("description", "")),
                parametros=[_parametro(p) for p in detalle.get("parameters", [])],
                cuerpo=list(_datos(cuerpo, esquemas)),
                formas=list(contenidos),
                salidas=[
                    _salida(str(estado), salida, esquemas)
                    for estado, salida in sorted(detalle["responses"].items(), key=str)
                ],
            )


def _llano(texto: str) -> str:
    """La descripción sin las comillas de código, que son para quien lee el documento crudo."""
    return texto.replace("`", "")


def _parametro(parametro: dict[str, Any]) -> Dato:
    donde = "cabecera" if parametro["in"] == "header" else "ruta"
    return Dato(
        nombre=parametro["name"],
        tipo=donde,
        es_obligatorio=parametro.get("required", False),
        texto=_llano(parametro.get("description", "")),
    )


def _salida(estado: str, salida: dict[str, Any], esquemas: dict[str, Any]) -> Salida:
    contenidos = salida.get("content", {})
    cuerpo = contenidos.get("application/json", {}).get("schema", {})
    texto = _ESTADOS.get(estado, salida.get("description", ""))
    if "application/pdf" in contenidos:
        texto = f"{texto}: un PDF"
    return Salida(estado, texto, list(_datos(cuerpo, esquemas)))


def _datos(esquema: dict[str, Any], esquemas: dict[str, Any], prefijo: str = "") -> Iterator[Dato]:
    """Los datos de un esquema, con los de sus objetos como «solicitante.nombre»."""
    resuelto = _resolver(esquema, esquemas)
    obligatorios = resuelto.get("required", [])
    for nombre, propiedad in resuelto.get("properties", {}).items():
        interior = _resolver(propiedad, esquemas)
        yield Dato(
            nombre=f"{prefijo}{nombre}",
            tipo=_tipo(interior),
            es_obligatorio=nombre in obligatorios,
            texto=_llano(propiedad.get("description") or interior.get("description", "")),
        )
        anidado = interior.get("items", interior)
        if not prefijo and _resolver(anidado, esquemas).get("properties"):
            punto = "[]." if "items" in interior else "."
            yield from _datos(anidado, esquemas, f"{nombre}{punto}")


def _resolver(esquema: dict[str, Any], esquemas: dict[str, Any]) -> dict[str, Any]:
    referencia = esquema.get("$ref", "")
    hallado: dict[str, Any] = esquemas.get(referencia.removeprefix(_COMPONENTES), esquema)
    return hallado


def _tipo(esquema: dict[str, Any]) -> str:
    if "enum" in esquema:
        return " · ".join(str(v) for v in esquema["enum"])
    if "const" in esquema:
        return str(esquema["const"])
    if esquema.get("format") == "date":
        return "fecha (2026-12-31)"
    if "anyOf" in esquema:
        return " o ".join(_tipo(e) for e in esquema["anyOf"])
    return _TIPOS.get(esquema.get("type", ""), "cualquiera")
