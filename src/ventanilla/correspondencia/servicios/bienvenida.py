"""Decirle a cada persona nueva cómo entrar."""

from collections.abc import Iterable
from datetime import datetime

from ventanilla.correspondencia.servicios.enviar import preparar_envio
from ventanilla.directorio.models import Usuario


def dar_la_bienvenida(personas: Iterable[Usuario], *, ahora: datetime) -> None:
    """Le deja a cada una un correo por enviar, en la transacción de quien llama; a las inactivas, no."""
    for persona in personas:
        if persona.is_active:
            preparar_envio(
                "cuenta",
                llave=f"bienvenida:{persona.pk}",
                destino=persona.email,
                plantilla="directorio/correo/bienvenida",
                datos={},
                ahora=ahora,
            )
