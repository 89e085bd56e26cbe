"""Trabajo programado del archivo."""

from ventanilla.archivo.servicios.barrer import barrer
from ventanilla.comun.cola import tarea
from ventanilla.comun.reloj import ahora


@tarea("archivo.barrer")
def barrer_lo_huerfano() -> int:
    """Quita los archivos de más de un día que nunca tuvieron fila; devuelve cuántos."""
    return barrer(ahora=ahora())
