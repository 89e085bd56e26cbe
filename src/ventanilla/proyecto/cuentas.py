"""Cómo entra el personal: nadie se inscribe solo; las cuentas las crea la entidad."""

import ipaddress
import uuid
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest

from ventanilla.comun.direccion import direccion_de
from ventanilla.comun.reloj import ahora
from ventanilla.comun.transaccion import escritura
from ventanilla.correspondencia.servicios import preparar_envio

LARGO_DE_UN_CORREO = 254


class Cuentas(DefaultAccountAdapter):  # type: ignore[misc]
    """Cuentas creadas por la entidad; no hay registro abierto."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """La misma dirección con que se cuenta todo: tras un proxy, no la del proxy."""
        return direccion_de(request)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """El correo de la contraseña sale por el mismo despacho durable que los demás."""
        dado = context.get("password_reset_url")
        if not dado:
            return
        # El servidor que dice el cliente no decide a dónde lleva el correo: eso es VENTANILLA_URL.
        enlace = f"{settings.VENTANILLA_URL}{urlsplit(dado).path}"
        with escritura():
            preparar_envio(
                "cuenta",
                llave=f"cuenta:{uuid.uuid4().hex}",
                destino=email,
                plantilla="directorio/correo/clave",
                datos={"enlace": enlace},
                ahora=ahora(),
            )


def correo_de_quien_entra(
    request: HttpRequest | None, credenciales: dict[str, Any] | None = None
) -> str:
    """El correo con que alguien intenta entrar, en minúsculas: así cuentan los intentos."""
    dado = (credenciales or {}).get("email") or (request.POST.get("login") if request else "")
    return str(dado or "").strip().lower()[:LARGO_DE_UN_CORREO]


def direccion_de_quien_entra(request: HttpRequest) -> str | None:
    """La dirección IP con que se cuentan los intentos; `None` si no se sabe o no es una IP."""
    dicha = direccion_de(request)
    try:
        return str(ipaddress.ip_address(dicha))
    except ValueError:
        return None
