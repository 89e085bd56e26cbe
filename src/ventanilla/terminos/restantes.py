"""Cuánto falta para una fecha, en días hábiles."""

from datetime import date, datetime

from ventanilla.comun.calendario import Calendario
from ventanilla.terminos.hechos import en_hora_legal


def dias_que_faltan(vence: date, ahora: datetime, calendario: Calendario) -> int:
    """Días hábiles de hoy al vencimiento: 0 es hoy; negativo, los que lleva vencida."""
    hoy = en_hora_legal(ahora).date()
    if vence >= hoy:
        return calendario.contar_habiles(hoy, vence)
    return -max(1, calendario.contar_habiles(vence, hoy))
