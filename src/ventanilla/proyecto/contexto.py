"""Lo que toda plantilla sabe: la entidad, los menús públicos y cómo la persona prefiere ver."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from ventanilla.comun import enlaces
from ventanilla.directorio.consultas import entidad

# Los nombres del menú y del pie son los que pide la Resolución MinTIC 1519 de 2020.
_MENU = (
    ("Radicar", enlaces.RADICAR),
    ("Consultar", enlaces.CONSULTAR),
    ("¿Cuándo me responden?", enlaces.CALCULADORA),
    ("Directorio", enlaces.DIRECTORIO),
    ("Hable con nosotros", enlaces.CANALES),
)
_PIE = (
    ("Transparencia y acceso a la información pública", enlaces.TRANSPARENCIA),
    ("Atención y servicios a la ciudadanía", enlaces.CANALES),
    ("Reglamento de peticiones", enlaces.REGLAMENTO),
    ("Notificaciones por aviso", enlaces.AVISOS),
    ("Privacidad y datos personales", enlaces.PRIVACIDAD),
    ("Accesibilidad", enlaces.ACCESIBILIDAD),
    ("Ayuda", enlaces.AYUDA),
    ("Para programadores: la API", enlaces.API),
)


def de_la_entidad(request: HttpRequest) -> dict[str, Any]:
    """`entidad` (sus datos públicos) y `apariencia` (clases de contraste y letra).

    Se lee al pintarla: la página que ya la leyó la pone en su contexto y no se lee otra vez.
    """
    apariencia = request.COOKIES.get("apariencia", "")
    return {
        "entidad": SimpleLazyObject(entidad),
        "apariencia": " ".join(a for a in apariencia.split(".") if a in ("contraste", "grande")),
    }


def menus_publicos(request: HttpRequest) -> dict[str, Any]:
    """`menu_publico` y `menu_pie`: listas de {texto, url, actual}."""
    if request.path.startswith("/trabajo/"):
        return {}
    return {
        "menu_publico": _entradas(_MENU, request.path),
        "menu_pie": _entradas(_PIE, request.path),
    }


def _entradas(menu: tuple[tuple[str, str], ...], ruta: str) -> list[dict[str, Any]]:
    con_url = [(texto, reverse(nombre)) for texto, nombre in menu]
    return [{"texto": texto, "url": url, "actual": ruta.startswith(url)} for texto, url in con_url]
