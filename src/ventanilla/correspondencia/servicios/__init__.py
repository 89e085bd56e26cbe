"""Los verbos de la correspondencia."""

from ventanilla.correspondencia.servicios.bienvenida import dar_la_bienvenida
from ventanilla.correspondencia.servicios.despachar import (
    aceptados,
    despachar,
    despachar_pendientes,
    marcar_devuelto,
    sin_correos,
)
from ventanilla.correspondencia.servicios.enviar import preparar_envio
from ventanilla.correspondencia.servicios.numerar import numerar

__all__ = [
    "aceptados",
    "dar_la_bienvenida",
    "despachar",
    "despachar_pendientes",
    "marcar_devuelto",
    "numerar",
    "preparar_envio",
    "sin_correos",
]
