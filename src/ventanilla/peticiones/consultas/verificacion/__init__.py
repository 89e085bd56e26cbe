"""Lo que el libro dice de las peticiones y las plantillas, frente a lo que hay en la base."""

from ventanilla.peticiones.consultas.verificacion.peticiones import revisar_peticiones
from ventanilla.peticiones.consultas.verificacion.plantillas import revisar_plantillas

__all__ = ["revisar_peticiones", "revisar_plantillas"]
