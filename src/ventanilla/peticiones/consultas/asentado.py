"""Qué de una actuación queda en el libro: lo mismo al escribirla y al revisarla."""

from typing import Any

from ventanilla.comun.reloj import en_bogota
from ventanilla.peticiones.models import Actuacion

RESERVADOS = ("motivo", "actor_nombre")


def lo_asentado(actuacion: Actuacion) -> dict[str, Any]:
    """Lo que el asiento dice de la actuación, en claro."""
    return {
        "orden": actuacion.orden,
        "momento": en_bogota(actuacion.momento).isoformat(timespec="microseconds"),
        "datos": actuacion.datos,
        "dependencia": actuacion.dependencia,
        "es_publica": actuacion.es_publica,
    }


def lo_comprometido(actuacion: Actuacion) -> dict[str, str]:
    """Lo que el asiento no dice pero fija con un compromiso; lo vacío no se compromete."""
    valores = {campo: str(getattr(actuacion, campo)) for campo in RESERVADOS}
    return {campo: valor for campo, valor in valores.items() if valor}
