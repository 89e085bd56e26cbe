"""Trabajo programado del archivo."""

from ventanilla.archivo.servicios.barrer import barrer
from ventanilla.archivo.servicios.cerrar import cerrar_expedientes
from ventanilla.comun.actores import SISTEMA
from ventanilla.comun.cola import tarea
from ventanilla.comun.reloj import ahora


@tarea("archivo.barrer", lenta=True)
def barrer_lo_huerfano() -> int:
    """Quita los archivos de más de un día que nunca tuvieron fila; devuelve cuántos."""
    return barrer(ahora=ahora())


@tarea("archivo.cerrar_expedientes")
def cerrar() -> int:
    """Cierra y firma, cada diez minutos, los expedientes que ya cumplieron su espera."""
    return cerrar_expedientes(actor=SISTEMA, ahora=ahora())
