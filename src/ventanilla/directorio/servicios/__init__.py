"""Los verbos del directorio."""

from ventanilla.directorio.servicios.identidades import guardar_identidad
from ventanilla.directorio.servicios.limites import contar

__all__ = ["contar", "guardar_identidad"]
