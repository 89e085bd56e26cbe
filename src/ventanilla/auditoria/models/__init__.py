"""El libro: asientos encadenados por objeto y sellos que los fijan."""

from ventanilla.auditoria.models.asiento import Asiento, Cadena
from ventanilla.auditoria.models.sello import HojaSello, Sello

__all__ = ["Asiento", "Cadena", "HojaSello", "Sello"]
