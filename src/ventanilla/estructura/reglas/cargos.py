"""Hasta cuándo puede alguien tener lo que tiene."""

from collections.abc import Sequence
from datetime import date


def ultimo(fines: Sequence[date | None]) -> date | None:
    """El fin más lejano; `None` si alguno no tiene fin o no hay ninguno."""
    conocidos = [f for f in fines if f is not None]
    return max(conocidos) if conocidos and len(conocidos) == len(fines) else None


def fin_del_cargo(
    nombramientos: Sequence[date | None], vinculaciones: Sequence[date | None]
) -> date | None:
    """El último día en que puede trabajar lo de una dependencia: acaba lo que acabe primero.

    Args:
        nombramientos: último día de cada uno en esa dependencia (`None`: sin fin).
        vinculaciones: último día de cada vinculación con la entidad.
    """
    fines = [f for f in (ultimo(nombramientos), ultimo(vinculaciones)) if f is not None]
    return min(fines) if fines else None
