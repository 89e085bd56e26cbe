"""Los verbos del archivo."""

from ventanilla.archivo.servicios.guardar import (
    Recibido,
    guardar_bytes,
    recibir,
    registrar,
    registrar_varios,
)
from ventanilla.archivo.servicios.soltar import soltar

__all__ = ["Recibido", "guardar_bytes", "recibir", "registrar", "registrar_varios", "soltar"]
