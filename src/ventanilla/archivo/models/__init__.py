"""El documento y el archivo al que pertenece."""

from ventanilla.archivo.models.guardado import Guardado

__all__ = ["Guardado"]
