"""El único lugar del programa donde se lee la hora."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

BOGOTA = ZoneInfo("America/Bogota")


def ahora() -> datetime:
    """Instante presente, con zona America/Bogota (UTC-5, sin horario de verano)."""
    return datetime.now(tz=BOGOTA)


def hoy() -> date:
    """Fecha de hoy en Bogotá."""
    return ahora().date()


def en_bogota(momento: datetime) -> datetime:
    """El mismo instante, dicho en hora de Bogotá.

    Raises:
        ValueError: si `momento` no trae zona horaria.
    """
    if momento.tzinfo is None:
        raise ValueError("El momento no tiene zona horaria.")
    return momento.astimezone(BOGOTA)
