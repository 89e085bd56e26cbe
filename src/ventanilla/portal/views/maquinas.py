"""Lo que leen los programas: qué no indexar y a quién avisar de una falla de seguridad."""

from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from ventanilla.comun import enlaces
from ventanilla.comun.reloj import ahora
from ventanilla.directorio.consultas import entidad

TEXTO = "text/plain; charset=utf-8"
VIGENCIA = timedelta(days=180)


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """robots.txt (RFC 9309)."""
    lineas = ["User-agent: *", *(f"Disallow: {ruta}" for ruta in enlaces.NO_INDEXAR)]
    return HttpResponse("\n".join(lineas) + "\n", content_type=TEXTO)


@login_not_required
@require_safe
def seguridad(request: HttpRequest) -> HttpResponse:
    """security.txt (RFC 9116): a quién avisar de una falla."""
    correo = entidad().correo
    contacto = f"mailto:{correo}" if correo else enlaces.completa(enlaces.CANALES)
    vence = (ahora() + VIGENCIA).replace(hour=0, minute=0, second=0, microsecond=0)
    lineas = [
        f"Contact: {contacto}",
        f"Expires: {vence.isoformat()}",
        "Preferred-Languages: es, en",
        f"Canonical: {enlaces.completa('portal:seguridad')}",
    ]
    return HttpResponse("\n".join(lineas) + "\n", content_type=TEXTO)
