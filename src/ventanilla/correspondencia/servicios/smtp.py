"""El correo por SMTP, guardando lo que el servidor contestó: esa respuesta es la prueba."""

import re
import smtplib
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend
from django.core.mail.message import sanitize_address

# Con esta marca el sobre sale sin remitente: un acuse que rebota no provoca otro correo.
REMITENTE_NULO = "X-Ventanilla-Sobre-Nulo"

_DIRECCION_DE_CORREO = re.compile(r"[^\s<>()\[\]\"',;:]+@[^\s<>()\[\]\"',;:]+")


def sin_direcciones(texto: str, destino: str) -> str:
    """Lo que dijo un servidor de correo, sin la dirección de la persona ni su usuario solo.

    Un rechazo suele repetirla («550 <ana@…>: no existe»), y lo lee quien tramita aunque la
    identidad sea reservada.
    """
    usuario = destino.partition("@")[0]
    limpio = _DIRECCION_DE_CORREO.sub("(su dirección)", texto)
    if len(usuario) >= 3:
        limpio = re.sub(re.escape(usuario), "(su dirección)", limpio, flags=re.IGNORECASE)
    return limpio


class _QueContesta:
    """Guarda la última contestación al comando DATA."""

    contestacion = ""

    def data(self, msg: Any) -> tuple[int, bytes]:
        codigo, texto = super().data(msg)  # type: ignore[misc]
        self.contestacion = f"{codigo} {texto.decode(errors='replace')}"[:300]
        return codigo, texto


class _Claro(_QueContesta, smtplib.SMTP):
    pass


class _Seguro(_QueContesta, smtplib.SMTP_SSL):
    pass


class Cartero(EmailBackend):
    """Despacha por SMTP y deja en `contestaciones` lo que el servidor dijo de cada mensaje."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.contestaciones: list[str] = []

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return _Seguro if self.use_ssl else _Claro

    def _send(self, email_message: EmailMessage) -> bool:
        if not email_message.recipients():
            return False
        conexion = self.connection
        if conexion is None:
            raise smtplib.SMTPServerDisconnected("Sin conexión con el servidor de correo.")
        codificacion = email_message.encoding or "utf-8"
        nulo = email_message.extra_headers.pop(REMITENTE_NULO, None)
        remitente = "" if nulo else sanitize_address(email_message.from_email, str(codificacion))
        destinos = [sanitize_address(d, str(codificacion)) for d in email_message.recipients()]
        crudo = email_message.message().as_bytes(linesep="\r\n")
        conexion.sendmail(remitente, destinos, crudo)
        self.contestaciones.append(getattr(conexion, "contestacion", ""))
        return True
