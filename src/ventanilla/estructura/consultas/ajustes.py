"""La entidad como quedaría con otro ajuste, o como era antes de los que faltan por contar."""

import copy
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from ventanilla.directorio.consultas import calendario_de_la_entidad
from ventanilla.directorio.models import Entidad
from ventanilla.directorio.reglas.ajustes import MUEVEN
from ventanilla.estructura.consultas.movimientos import Cuenta, Muestra, muestra


def pendientes(de: Entidad) -> list[dict[str, Any]]:
    """Los cambios que todavía no se han contado en las peticiones abiertas."""
    return [c for c in de.ajustes_anteriores if c.get("por_aplicar")]


def con_ajustes(de: Entidad, valores: Mapping[str, Any], *, desde: date) -> Entidad:
    """Una copia, sin guardar, con esos valores desde ese día."""
    otra = copy.copy(de)
    otra.ajustes_anteriores = [
        *de.ajustes_anteriores,
        *(
            {
                "campo": campo,
                "desde": desde.isoformat(),
                "antes": getattr(de, campo),
                "despues": valor,
            }
            for campo, valor in valores.items()
        ),
    ]
    for campo, valor in valores.items():
        setattr(otra, campo, valor)
    return otra


def sin_los_pendientes(de: Entidad) -> Entidad:
    """Una copia, sin guardar, como era antes del primero que falta por contar."""
    faltan = pendientes(de)
    otra = copy.copy(de)
    otra.ajustes_anteriores = [c for c in de.ajustes_anteriores if c not in faltan]
    for cambio in reversed(faltan):
        setattr(otra, cambio["campo"], cambio["antes"])
    return otra


def primer_dia_que_mueven(cambios: Sequence[Mapping[str, Any]]) -> date:
    """Desde qué vencimiento hay que mirar: la transición de la Ley 2207 alcanza lo de antes."""
    return min(
        date.fromisoformat(c["desde"]) if c["campo"] == "jornada_sabado" else date.min
        for c in cambios
    )


def muestra_del_ajuste(de: Entidad, campo: str, valor: Any, *, desde: date) -> Muestra | None:
    """Qué peticiones abiertas cambiarían de fecha; `None` si ese ajuste no mueve ninguna."""
    if campo not in MUEVEN:
        return None
    nueva = con_ajustes(de, {campo: valor}, desde=desde)
    return muestra(
        Cuenta(calendario_de_la_entidad(de), de),
        Cuenta(calendario_de_la_entidad(nueva), nueva),
        desde=primer_dia_que_mueven(nueva.ajustes_anteriores[-1:]),
    )
