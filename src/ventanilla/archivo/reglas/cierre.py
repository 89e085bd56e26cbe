"""Cuándo se cierra un expediente. Puro."""

from datetime import date

from ventanilla.comun.calendario import Calendario
from ventanilla.comun.errores import Falta

# Los diez días para recurrir lo notificado (CPACA art. 76): antes de ellos el trámite puede seguir.
DIAS_ANTES_DE_CERRAR = 10
LARGO_DEL_MOTIVO = 300


def dia_de_cierre(ultimo: date, calendario: Calendario) -> date:
    """El primer día en que se puede cerrar: el siguiente a los diez hábiles después de `ultimo`.

    Args:
        ultimo: el día de la última actuación de un trámite ya terminado.
    """
    return calendario.sumar_habiles(ultimo, DIAS_ANTES_DE_CERRAR + 1)


def faltas_del_motivo(motivo: str) -> list[Falta]:
    """Lo que le falta a la razón con que alguien cierra o reabre un expediente a mano."""
    if not motivo:
        return [Falta("motivo", "Escriba por qué: queda en el índice del expediente.")]
    if len(motivo) > LARGO_DEL_MOTIVO:
        return [Falta("motivo", f"Tiene {len(motivo)} letras; caben {LARGO_DEL_MOTIVO}.")]
    return []
