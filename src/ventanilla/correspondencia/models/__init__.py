"""El número legal, su despacho y la prueba."""

from ventanilla.correspondencia.models.envio import Envio
from ventanilla.correspondencia.models.radicado import Contador, Radicado, Serie

__all__ = ["Contador", "Envio", "Radicado", "Serie"]
