"""Los términos de una petición como los pintan sus páginas."""

from datetime import datetime
from typing import Any

from ventanilla.comun.calendario import Calendario
from ventanilla.directorio.consultas import calendario_de_la_entidad, entidad
from ventanilla.peticiones.consultas.hoja import relojes_de
from ventanilla.peticiones.models import Peticion
from ventanilla.terminos.restantes import dias_que_faltan

Reloj = dict[str, Any]
"""`reloj` (RelojVisto), su `plazo` y los `dias` hábiles que faltan; `None` si no tiene fecha."""


def relojes_en_pantalla(
    peticion: Peticion, momento: datetime, calendario: Calendario
) -> list[Reloj]:
    """Cada término con los días que le quedan, el de responder primero."""
    return [
        {
            "reloj": r,
            "plazo": r.plazo,
            "dias": dias_que_faltan(r.plazo.fecha_vence, momento, calendario)
            if r.plazo.fecha_vence
            else None,
        }
        for r in relojes_de(peticion, momento)
    ]


def los_que_corren(peticion: Peticion, relojes: list[Reloj]) -> list[Reloj]:
    """Los que siguen abiertos; de una petición cerrada, ninguno."""
    return [] if peticion.esta_cerrada else [r for r in relojes if not r["reloj"].cerrado]


def terminos_a_la_vista(peticion: Peticion, momento: datetime) -> dict[str, Any]:
    """Lo que pide `_en_que_va.html`, para quien escribe o firma sin volver a la hoja.

    La entidad va también: la página la lee de ahí, y no dos veces.
    """
    casa = entidad()
    relojes = relojes_en_pantalla(peticion, momento, calendario_de_la_entidad(casa))
    return {
        "entidad": casa,
        "corren": los_que_corren(peticion, relojes),
        "alerta": casa.dias_de_alerta,
    }
