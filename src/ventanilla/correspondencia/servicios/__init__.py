"""Los verbos de la correspondencia."""

from ventanilla.correspondencia.servicios.despachar import (
    aceptados,
    despachar,
    despachar_pendientes,
)
from ventanilla.correspondencia.servicios.enviar import preparar_envio
from ventanilla.correspondencia.servicios.numerar import numerar

__all__ = ["aceptados", "despachar", "despachar_pendientes", "numerar", "preparar_envio"]
