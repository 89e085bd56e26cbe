"""Los sustantivos de traer."""

from ventanilla.importacion.models.discrepancia import Discrepancia
from ventanilla.importacion.models.traida import Traida

__all__ = ["Discrepancia", "Traida"]
