"""Trabajo programado del directorio."""

from ventanilla.comun.cola import tarea
from ventanilla.comun.reloj import ahora
from ventanilla.directorio.servicios.reglamento import poner_en_vigor


@tarea("directorio.reglamento")
def reglamento() -> list[str]:
    """Pone los ajustes de la versión del reglamento que empieza a regir hoy."""
    return poner_en_vigor(ahora=ahora())
