"""Comunicar: hacerle saber a la persona, por correo, lo que se decidió sobre su petición."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ventanilla.comun.enlaces import CONSULTAR, completa
from ventanilla.correspondencia.models import Envio
from ventanilla.correspondencia.servicios import preparar_envio
from ventanilla.directorio.consultas import descifrar_propia
from ventanilla.peticiones.models import Peticion


def correo_de(peticion: Peticion) -> str:
    """El correo que la persona dejó; vacío si no dejó. Se lee antes de abrir la transacción."""
    quien = peticion.identidad
    return descifrar_propia(quien.uuid, bytes(quien.cifrado)).correo if quien else ""


def comunicar(
    peticion: Peticion, plantilla: str, *, correo: str, datos: Mapping[str, Any], ahora: datetime
) -> Envio | None:
    """Deja el correo por enviar, en la transacción de quien llama; `None` si no hay a dónde.

    Quien no dejó correo lo lee en su consulta, con su número y su clave.

    Args:
        plantilla: el nombre de un archivo de `peticiones/correo/`, sin extensión.
    """
    if not correo:
        return None
    return preparar_envio(
        plantilla,
        llave=f"{plantilla}:{peticion.uuid.hex}:{peticion.version}",
        destino=correo,
        plantilla=f"peticiones/correo/{plantilla}",
        datos={
            "radicado": peticion.radicado.impreso,
            "consultar": completa(CONSULTAR),
            **datos,
        },
        radicado=peticion.radicado,
        ahora=ahora,
    )
