"""Cómo entra el personal: nadie se inscribe solo; las cuentas las crea la entidad."""

import ipaddress
import uuid
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.http import HttpRequest

from ventanilla.comun.cifrado import cifrar, descifrar
from ventanilla.comun.direccion import direccion_de
from ventanilla.comun.reloj import ahora
from ventanilla.comun.transaccion import escritura
from ventanilla.correspondencia.servicios import preparar_envio
from ventanilla.directorio.consultas import actor_de, entidad
from ventanilla.directorio.models import Usuario
from ventanilla.directorio.permisos import puede_quitar_su_factor
from ventanilla.directorio.servicios.contrasenas import poner_contrasena, rehacer_contrasena
from ventanilla.directorio.servicios.segundo_factor import anotar_en_la_cuenta

LARGO_DE_UN_CORREO = 254
BIENVENIDA, CORREO_CAMBIADO = "directorio/bienvenida", "directorio/correo_cambiado"
RECIEN = timedelta(minutes=5)
SIN_DIRECCION = "0.0.0.0"  # noqa: S104 - no se escucha en ella: es «no se sabe»
# Lo que la biblioteca avisa → lo que se asienta y cómo se le dice a la persona.
CAMBIOS = {
    "mfa/email/totp_activated": ("segundo_factor_activado", "se activó el segundo factor"),
    "mfa/email/totp_deactivated": ("segundo_factor_quitado", "se quitó el segundo factor"),
    "mfa/email/webauthn_added": ("llave_agregada", "se agregó una llave de acceso"),
    "mfa/email/webauthn_removed": ("llave_quitada", "se quitó una llave de acceso"),
    "cuenta_de_la_entidad/vinculada": (
        "cuenta_de_la_entidad_vinculada",
        "se entró por primera vez con la cuenta de la entidad",
    ),
    "mfa/email/recovery_codes_generated": (
        "codigos_de_respaldo_cambiados",
        "se hicieron códigos de respaldo nuevos",
    ),
}


class Cuentas(DefaultAccountAdapter):  # type: ignore[misc]
    """Cuentas creadas por la entidad; no hay registro abierto."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """La misma dirección con que se cuenta todo: tras un proxy, no la del proxy."""
        return direccion_de_quien_entra(request) or SIN_DIRECCION

    def set_password(self, user: Usuario, password: str) -> None:
        """La que pone la persona queda fijada en el libro."""
        momento = ahora()
        poner_contrasena(user, password, actor=actor_de(user, momento), ahora=momento)

    def authenticate(self, request: HttpRequest, **credenciales: Any) -> Usuario | None:
        """Al entrar, la contraseña se rehace si el programa ya las guarda de un modo más fuerte."""
        user: Usuario | None = super().authenticate(request, **credenciales)
        if user is not None and (contrasena := credenciales.get("password")):
            momento = ahora()
            rehacer_contrasena(user, contrasena, actor=actor_de(user, momento), ahora=momento)
        return user

    def is_reauthentication_required(self, *, app: str, **mas: Any) -> bool:
        """Quien acaba de entrar no confirma otra vez: activarlo es lo primero que se le pide."""
        desde = ahora() - RECIEN
        esta = self.request.session.session_key
        return not UserSession.objects.filter(session_key=esta, created_at__gte=desde).exists()

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Los correos de la cuenta salen por el mismo despacho durable que los demás."""
        if template_prefix == BIENVENIDA:
            self._encolar("bienvenida", email, {}, llave=f"bienvenida:{context['usuario']}")
        elif template_prefix == CORREO_CAMBIADO:
            dicho = "se cambió el correo con que se entra"
            self._encolar("cambio_en_la_cuenta", email, {"dicho": dicho})
        elif dado := context.get("password_reset_url"):
            # El servidor que dice el cliente no decide a dónde lleva el correo: es VENTANILLA_URL.
            enlace = f"{settings.VENTANILLA_URL}{urlsplit(dado).path}"
            self._encolar("clave", email, {"enlace": enlace})

    def _encolar(
        self, plantilla: str, destino: str, datos: dict[str, Any], *, llave: str = ""
    ) -> None:
        with escritura():
            preparar_envio(
                "cuenta",
                llave=llave or f"cuenta:{uuid.uuid4().hex}",
                destino=destino,
                plantilla=f"directorio/correo/{plantilla}",
                datos=datos,
                ahora=ahora(),
            )

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Usuario,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Un cambio en la propia cuenta queda en el libro y se le avisa a su correo."""
        if template_prefix not in CAMBIOS:
            return
        hecho, dicho = CAMBIOS[template_prefix]
        momento = ahora()
        with escritura():
            anotar_en_la_cuenta(user, hecho, actor=actor_de(user, momento), ahora=momento)
            self._encolar("cambio_en_la_cuenta", user.email, {"dicho": dicho})


class SegundoFactor(DefaultMFAAdapter):  # type: ignore[misc]
    """El segundo factor, con su secreto cifrado y sin poder quitarlo quien lo necesita."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "Ese código no es. Mire el que la aplicación muestra ahora.",
        "cannot_delete_authenticator": "Su cargo exige segundo factor: no se puede quitar. Si cambió "
        "de teléfono, pida a quien administra que lo quite y actívelo en el nuevo.",
    }

    def get_totp_issuer(self) -> str:
        """El nombre con que la cuenta sale en la aplicación."""
        return f"Ventanilla · {entidad().nombre}"

    def build_totp_svg(self, url: str) -> str:
        """El código QR, con fondo blanco: también se lee en modo oscuro."""
        dibujo: str = segno.make(url, micro=False).svg_inline(scale=5, border=4, light="#fff")
        # Va como imagen: sin el espacio de nombres el navegador no la dibuja.
        return dibujo.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)

    def encrypt(self, text: str) -> str:
        """Los secretos no quedan en claro en la base ni en un respaldo de ella."""
        return cifrar(text, uso="segundo-factor", contexto="secreto").hex()

    def decrypt(self, encrypted_text: str) -> str:
        """Lo contrario de `encrypt`."""
        return str(
            descifrar(bytes.fromhex(encrypted_text), uso="segundo-factor", contexto="secreto")
        )

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Lo quita quien no lo necesita, o quien tiene otro."""
        return bool(puede_quitar_su_factor(authenticator.user, authenticator.pk, ahora()))

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:
        """El nombre propuesto para una llave nueva."""
        return f"Llave {Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1}"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """De quién es la llave: del servidor por el que se entra, con el nombre de la entidad."""
        return {**super().get_public_key_credential_rp_entity(), "name": self.get_totp_issuer()}


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
