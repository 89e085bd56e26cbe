"""Mallas (middleware) que cuidan toda puerta: reserva, cuerpos mentirosos, segundo factor, fallas."""

import errno
import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import CsrfViewMiddleware, get_token
from django.shortcuts import redirect
from django.template.loader import render_to_string

from ventanilla.comun import enlaces
from ventanilla.comun.actores import Actor
from ventanilla.comun.errores import Cambiado, NoDisponible
from ventanilla.comun.reloj import ahora
from ventanilla.comun.transaccion import es_un_choque
from ventanilla.directorio.consultas import actor_de
from ventanilla.directorio.models import Usuario
from ventanilla.directorio.permisos import le_falta_segundo_factor
from ventanilla.proyecto.lo_escrito import lo_enviado

Siguiente = Callable[[HttpRequest], HttpResponse]
registro = logging.getLogger("ventanilla.guardado")
_SIN_ESPACIO = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EFBIG}
NO_RECIBIDA = (
    "No pudimos guardar lo que envió: NO quedó recibido. Espere un minuto y vuelva a intentarlo; "
    "lo que escribió sigue en su pantalla."
)
A_LA_VEZ = (
    "Otra persona cambió lo mismo en el mismo instante. Inténtelo otra vez: casi siempre basta."
)


class CabecerasDeReserva:
    """Nada de lo personal se indexa ni queda en la memoria de un equipo compartido."""

    def __init__(self, siguiente: Siguiente) -> None:
        self.siguiente = siguiente

    def __call__(self, request: HttpRequest) -> HttpResponse:
        respuesta = self.siguiente(request)
        if not request.path.startswith(settings.STATIC_URL):
            respuesta.headers.setdefault("Cache-Control", "no-store")
        if request.path.startswith(enlaces.NO_INDEXAR):
            # También lo que no es una página: un PDF no puede llevar la etiqueta «robots».
            respuesta.headers["X-Robots-Tag"] = "noindex, nofollow"
        respuesta.headers.setdefault(
            "Permissions-Policy", "camera=(), microphone=(), geolocation=()"
        )
        return respuesta


class PaginaDeSoloEnvio:
    """Quien llega con GET a lo que solo recibe un envío (recargó, volvió a entrar) lee qué pasó."""

    def __init__(self, siguiente: Siguiente) -> None:
        self.siguiente = siguiente

    def __call__(self, request: HttpRequest) -> HttpResponse:
        respuesta = self.siguiente(request)
        vacia = respuesta.status_code == HTTPStatus.METHOD_NOT_ALLOWED and not respuesta.streaming
        if vacia and not respuesta.content and not request.path.startswith("/api/"):
            respuesta.content = render_to_string("405.html").encode()
        return respuesta


class FormularioPropio(CsrfViewMiddleware):
    """La revisión de formularios de Django, que entiende a quien no dice de dónde viene.

    Con `Referrer-Policy: no-referrer` el navegador manda `Origin: null` aun desde nuestras propias
    páginas, y Django lo tomaría por ajeno. Quien decide es entonces `Sec-Fetch-Site`, que una
    página no puede falsear; la galleta y la ficha del formulario se exigen igual.
    """

    def _origin_verified(self, request: HttpRequest) -> bool:
        if request.headers.get("Origin") == "null":
            return request.headers.get("Sec-Fetch-Site", "none") in ("same-origin", "none")
        return bool(super()._origin_verified(request))  # type: ignore[misc]


class CuerpoHonesto:
    """Rechaza antes de leer lo que anuncia ser más grande que lo que se admite, y lee en UTF-8.

    Con el juego de caracteres que el cliente diga no se lee nada: Python toma por tales «hex»,
    «zip» o «idna», que no lo son y fallan.
    """

    def __init__(self, siguiente: Siguiente) -> None:
        self.siguiente = siguiente
        self.maximo = settings.VENTANILLA_TAMANO_MAXIMO + 4 * 1024 * 1024

    def __call__(self, request: HttpRequest) -> HttpResponse:
        anunciado = request.headers.get("Content-Length") or "0"
        request.encoding = "utf-8"
        if anunciado.isdecimal() and int(anunciado) <= self.maximo:
            return self.siguiente(request)
        limite = settings.VENTANILLA_TAMANO_MAXIMO // (1024 * 1024)
        mensaje = (
            f"Lo que envió pesa más de {limite} MB en total y NO quedó recibido. Quite archivos, "
            "o envíelos más livianos, y vuelva a intentarlo."
        )
        return _decir(request, mensaje, 413, "413.html")


class FallaDeGuardado:
    """Disco lleno, base ocupada o caída, o dos a la vez: la persona lee que NO se recibió y qué hacer."""

    def __init__(self, siguiente: Siguiente) -> None:
        self.siguiente = siguiente

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.siguiente(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Traduce la falla en una página que se entiende y devuelve lo escrito en el trabajo.

        503 si falló la base o el disco; 409 si otra persona escribió lo mismo en ese instante.
        """
        if isinstance(error, Cambiado):
            return _decir(request, str(error), 409, "409.html", **_lo_escrito(request))
        if es_un_choque(error):
            registro.warning("dos a la vez: %s", type(error).__name__)
            dos = {**_lo_escrito(request), "repetir": True}
            return _decir(request, A_LA_VEZ, 409, "409.html", **dos)
        if not es_falla_de_guardado(error):
            return None
        return no_recibida(request, error, **_lo_escrito(request), repetir=True)


class SegundoFactorPrimero:
    """Quien tiene un rol que lo exige activa su segundo factor antes de ver nada de trabajo.

    La biblioteca que lo comprueba no sabe exigirlo. Si ya lo tiene, lo pidió al entrar.
    """

    def __init__(self, siguiente: Siguiente) -> None:
        self.siguiente = siguiente

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if (
            settings.VENTANILLA_SEGUNDO_FACTOR
            and request.path.startswith("/trabajo/")
            and isinstance(request.user, Usuario)
            and le_falta_segundo_factor(request.user, _quien_trabaja(request, request.user))
        ):
            return redirect("mfa_activate_totp")
        return self.siguiente(request)


def _quien_trabaja(request: HttpRequest, usuario: Usuario) -> Actor:
    """El actor de este pedido; la página lo toma de aquí y no lo vuelve a leer."""
    actor = actor_de(usuario, ahora())
    request.quien_trabaja = actor  # type: ignore[attr-defined]
    return actor


def no_recibida(request: HttpRequest, error: BaseException, **mas: Any) -> HttpResponse:
    """El 503 que dice que NO se recibió; del error se registra solo su clase.

    Args:
        mas: lo escrito, si se alcanzó a leer.
    """
    registro.error("no se pudo guardar: %s", type(error).__name__)
    respuesta = _decir(request, NO_RECIBIDA, 503, "503.html", **mas)
    respuesta["Retry-After"] = "60"
    return respuesta


def es_falla_de_guardado(error: BaseException) -> bool:
    """Si `error` viene de la base o del disco y no de lo que la persona envió."""
    if isinstance(error, (DatabaseError, NoDisponible)):
        return True
    return isinstance(error, OSError) and error.errno in _SIN_ESPACIO


def _lo_escrito(request: HttpRequest) -> dict[str, Any]:
    escrito = lo_enviado(request)
    if not escrito:
        return {}
    return {
        "escrito": escrito,
        "ruta": request.get_full_path(),
        "con_archivos": bool(request.FILES),
        "csrf_token": get_token(request),
    }


def _decir(
    request: HttpRequest, mensaje: str, estado: int, plantilla: str, **mas: Any
) -> HttpResponse:
    if request.path.startswith("/api/"):
        return JsonResponse({"errores": [{"campo": "", "mensaje": mensaje}]}, status=estado)
    # Sin los datos comunes de las páginas: salen de la base, que puede ser lo que falla.
    return HttpResponse(render_to_string(plantilla, {"mensaje": mensaje, **mas}), status=estado)
