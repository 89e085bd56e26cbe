"""Acceso de un navegador a una petición, en una galleta firmada: sin cuentas ni claves en la URL."""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

GALLETA = "accesos"
DURACION = timedelta(hours=2)
MAXIMO = 10
_SAL = "ventanilla.accesos"


def _leer(request: HttpRequest) -> dict[str, float]:
    crudo = request.COOKIES.get(GALLETA, "")
    try:
        datos = signing.loads(crudo, salt=_SAL, max_age=DURACION) if crudo else {}
    except signing.BadSignature:
        return {}
    return datos if isinstance(datos, dict) else {}


def conceder(
    request: HttpRequest, respuesta: HttpResponse, peticion: uuid.UUID, ahora: datetime
) -> None:
    """Deja ver `peticion` en este navegador durante dos horas."""
    limite = ahora.timestamp() - DURACION.total_seconds()
    vivos = {k: v for k, v in _leer(request).items() if v > limite}
    vivos[peticion.hex] = ahora.timestamp()
    recientes = dict(sorted(vivos.items(), key=lambda par: par[1])[-MAXIMO:])
    respuesta.set_cookie(
        GALLETA,
        signing.dumps(recientes, salt=_SAL, compress=True),
        max_age=DURACION,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def tiene_acceso(
    request: HttpRequest, peticion: uuid.UUID, ahora: datetime, *, desde: datetime | None = None
) -> bool:
    """Si este navegador puede ver `peticion` en este momento.

    `desde`: lo concedido antes no vale, porque la clave con que se abrió ya no sirve.
    """
    concedido = _leer(request).get(peticion.hex)
    if concedido is None or ahora.timestamp() - concedido >= DURACION.total_seconds():
        return False
    return desde is None or concedido >= desde.timestamp()


def retirar(respuesta: HttpResponse) -> None:
    """Olvida todos los accesos de este navegador («Salir»)."""
    respuesta.delete_cookie(GALLETA, samesite="Lax")
