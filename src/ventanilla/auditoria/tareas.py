"""Trabajo programado del libro."""

from ventanilla.auditoria.servicios import sellar
from ventanilla.comun.cola import tarea
from ventanilla.comun.reloj import ahora


@tarea("auditoria.sellar")
def sellar_lo_pendiente() -> int:
    """Sella todo lo que esté sin sellar; devuelve cuántos sellos hizo."""
    hechos = 0
    while sellar(ahora=ahora()) is not None:
        hechos += 1
    return hechos
