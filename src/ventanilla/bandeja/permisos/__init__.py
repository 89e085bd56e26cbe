"""Qué ve cada quien en su bandeja, y quién comparte o cambia un filtro."""

from ventanilla.bandeja.permisos.filtros import (
    COMPARTEN,
    puede_cambiar_filtro,
    puede_compartir_filtro,
)
from ventanilla.bandeja.permisos.vistas import Vista, condicion_de, vistas_de

__all__ = [
    "COMPARTEN",
    "Vista",
    "condicion_de",
    "puede_cambiar_filtro",
    "puede_compartir_filtro",
    "vistas_de",
]
