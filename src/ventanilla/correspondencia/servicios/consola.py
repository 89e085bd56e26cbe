"""El correo cuando no hay servidor: se lee en la consola, y de los adjuntos queda su nombre."""

from email import message_from_bytes, policy

from django.core.mail import EmailMessage
from django.core.mail.backends.console import EmailBackend

RAYA = "─" * 60


class Consola(EmailBackend):
    """Como la consola de Django, sin los adjuntos en base64, que la llenan en segundos."""

    def write_message(self, message: EmailMessage) -> None:
        """Escribe para quién, el asunto, el texto y cada adjunto con su tamaño. No envía nada."""
        carta = message_from_bytes(message.message().as_bytes(), policy=policy.default)
        cuerpo = carta.get_body(("plain", "html"))
        adjuntos = (
            f"Adjunto: {a.get_filename()} ({len(a.get_payload(decode=True) or b'')} bytes)"
            for a in carta.iter_attachments()
        )
        lineas = (
            RAYA,
            f"Para: {carta['To']}",
            f"Asunto: {str(carta['Subject']).strip()}",
            "",
            cuerpo.get_content().rstrip() if cuerpo else "",
            *adjuntos,
            RAYA,
        )
        self.stream.write("\n".join(lineas) + "\n")
