"""Los verbos del archivo."""

from ventanilla.archivo.servicios.guardar import (
    Recibido,
    guardar_bytes,
    recibir,
    registrar,
    registrar_varios,
)

__all__ = ["Recibido", "guardar_bytes", "recibir", "registrar", "registrar_varios"]
