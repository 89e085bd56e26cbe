"""De qué dirección viene una petición web, sin creer lo que el cliente diga de sí."""

from django.conf import settings
from django.http import HttpRequest


def direccion_de(request: HttpRequest) -> str:
    """Dirección IP de quien pide.

    Solo con `VENTANILLA_PROXIES=n` se lee X-Forwarded-For, y de él la n-ésima desde la derecha:
    la que anotó el primer proxy de la entidad; lo que haya más a la izquierda lo pudo inventar
    el cliente.
    """
    directa = str(request.META.get("REMOTE_ADDR") or "desconocida")
    proxies: int = settings.VENTANILLA_PROXIES
    if not proxies:
        return directa
    cadena = [p.strip() for p in request.headers.get("X-Forwarded-For", "").split(",") if p.strip()]
    return cadena[-proxies] if len(cadena) >= proxies else directa
