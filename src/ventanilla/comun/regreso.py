"""A qué lista se vuelve: la última que esta persona miró, con su filtro y su página.

Va en una galleta firmada que dura lo que dura el navegador abierto: así sirve al recargar, después
de un envío y sin JavaScript, sin escribir en la base cada vez que alguien mira la lista. Solo guarda la
consulta; la dirección es siempre la de la bandeja, y nada de afuera puede llevar a otra parte.
"""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from ventanilla.comun import enlaces

GALLETA, _SAL, _RUTA = "lista", "ventanilla.lista", "/trabajo/"
# Una galleta más larga la botan los navegadores; una búsqueda así de larga no vale la pena.
_MAXIMO = 2000


def recordar_lista(
    request: HttpRequest, respuesta: HttpResponse, consulta: Mapping[str, str]
) -> None:
    """Deja dicho que se vuelve a la bandeja con esa consulta."""
    dicha = urlencode({campo: valor for campo, valor in consulta.items() if valor})
    if len(dicha) > _MAXIMO:
        dicha = urlencode({"vista": consulta.get("vista", "")})
    if dicha == _recordada(request):
        return
    respuesta.set_signed_cookie(
        GALLETA,
        f"{request.user.pk}?{dicha}",
        salt=_SAL,
        path=_RUTA,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def url_de_la_lista(request: HttpRequest) -> str:
    """La bandeja como se dejó; si no se ha mirado, como empieza."""
    consulta = _recordada(request)
    bandeja = reverse(enlaces.BANDEJA)
    return f"{bandeja}?{consulta}" if consulta else bandeja


def miga_de_la_lista(request: HttpRequest) -> dict[str, str]:
    """La primera miga de las páginas de una petición."""
    return {"texto": "Bandeja", "url": url_de_la_lista(request)}


def _recordada(request: HttpRequest) -> str:
    """La consulta guardada, si la guardó la misma persona que mira."""
    dicho: str = request.get_signed_cookie(GALLETA, default="", salt=_SAL) or ""
    de_quien, _, consulta = dicho.partition("?")
    return consulta if de_quien == str(request.user.pk) else ""
