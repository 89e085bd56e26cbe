"""De qué dirección viene una petición web, sin creer lo que el cliente diga de sí."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest

# Quien tiene una conexión IPv6 recibe un /64 entero: son todas de la misma persona.
_RED_DE_UNA_CONEXION = 64


def direccion_de(request: HttpRequest) -> str:
    """Desde dónde viene quien pide, para contar intentos: su IPv4, o su red IPv6 (/64).

    Lo que no es una dirección IP se devuelve como llegó.
    """
    dicha = _dicha(request)
    ip = _ip(dicha)
    if ip is None or ip.version == 4:
        return str(ip or dicha)
    return str(ipaddress.ip_network((ip, _RED_DE_UNA_CONEXION), strict=False).network_address)


def es_sede_conocida(request: HttpRequest) -> bool:
    """Si viene de una sede de `VENTANILLA_SEDES` (punto digital, casa de justicia, biblioteca).

    Desde allí radica mucha gente por una misma dirección: no se le aplica el límite.
    """
    ip = _ip(_dicha(request))
    return ip is not None and any(ip in red for red in settings.VENTANILLA_SEDES)


def _ip(dicha: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        ip = ipaddress.ip_address(dicha)
    except ValueError:
        return None
    return getattr(ip, "ipv4_mapped", None) or ip


def _dicha(request: HttpRequest) -> str:
    """La dirección de quien pide, como la dice quien la vio.

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
