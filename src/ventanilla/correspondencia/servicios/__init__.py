"""Los verbos de la correspondencia."""

from ventanilla.correspondencia.servicios.enviar import preparar_envio
from ventanilla.correspondencia.servicios.numerar import numerar

__all__ = ["numerar", "preparar_envio"]
