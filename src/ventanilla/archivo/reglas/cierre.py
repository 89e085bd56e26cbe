"""Cuándo se cierra un expediente. Puro."""

from datetime import date

from ventanilla.comun.calendario import Calendario

# Los diez días para recurrir lo notificado (CPACA art. 76): antes de ellos el trámite puede seguir.
DIAS_ANTES_DE_CERRAR = 10


def dia_de_cierre(ultimo: date, calendario: Calendario) -> date:
    """El primer día en que se puede cerrar: el siguiente a los diez hábiles después de `ultimo`.

    Args:
        ultimo: el día de la última actuación de un trámite ya terminado.
    """
    return calendario.sumar_habiles(ultimo, DIAS_ANTES_DE_CERRAR + 1)
