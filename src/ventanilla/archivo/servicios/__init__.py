"""Los verbos del archivo."""

from ventanilla.archivo.servicios.guardar import Recibido, guardar_bytes, recibir, registrar

__all__ = ["Recibido", "guardar_bytes", "recibir", "registrar"]
