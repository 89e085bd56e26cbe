"""Cuándo escribe la gente: más a comienzos de semana y de año, y en la ventanilla solo cuando abre. Puro."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import accumulate
from random import Random

from ventanilla.comun.calendario import Calendario
from ventanilla.comun.reloj import BOGOTA

# De lunes a domingo y de enero a diciembre: redondeo de lo que una alcaldía grande publicó de 2024.
_POR_DIA = (18, 22, 20, 19, 17, 3, 2)
_POR_MES = (8, 12, 11, 11, 10, 8, 9, 9, 10, 9, 8, 5)
# Cada año se escribe algo más que el anterior.
_CRECE = 0.08
_HORAS_WEB = tuple(range(24))
_PESOS_WEB = (1, 1, 0, 0, 1, 2, 5, 8, 12, 14, 14, 12, 8, 8, 11, 12, 11, 9, 8, 8, 8, 7, 5, 2)
_HORAS_DE_OFICINA = (8, 9, 10, 11, 14, 15, 16)
_PESOS_DE_OFICINA = (14, 19, 19, 13, 13, 13, 9)
_A_DISTANCIA = ("web", "chat")


@dataclass(frozen=True)
class Periodo:
    """Entre qué instantes se radica, y qué parte se concentra en los últimos `dias_recientes`."""

    desde: datetime
    hasta: datetime
    parte_reciente: float = 0.0
    dias_recientes: int = 45


class Ritmo:
    """Da momentos de radicación de un periodo, con la forma que tienen los de verdad."""

    def __init__(self, periodo: Periodo, calendario: Calendario) -> None:
        self.periodo, self.calendario = periodo, calendario
        primero, ultimo = periodo.desde.date(), periodo.hasta.date()
        self.todos = _dias(primero, ultimo)
        corte = max(primero, ultimo - timedelta(days=periodo.dias_recientes))
        self.recientes = _dias(corte, ultimo)

    def momento(self, canal: str, azar: Random) -> datetime:
        """Un instante de radicación; lo que radica una persona cae en horas de atención."""
        es_reciente = azar.random() < self.periodo.parte_reciente
        dias, pesos = self.recientes if es_reciente else self.todos
        dia = azar.choices(dias, cum_weights=pesos)[0]
        if canal in _A_DISTANCIA:
            hora = azar.choices(_HORAS_WEB, _PESOS_WEB)[0]
        else:
            dia = self.calendario.siguiente_habil(dia)
            hora = azar.choices(_HORAS_DE_OFICINA, _PESOS_DE_OFICINA)[0]
        minuto = time(hora, azar.randint(0, 59), azar.randint(0, 59))
        momento = datetime.combine(dia, minuto, tzinfo=BOGOTA)
        if self.periodo.desde <= momento < self.periodo.hasta:
            return momento
        return self.periodo.hasta - timedelta(minutes=azar.randint(20, 600))


def _dias(desde: date, hasta: date) -> tuple[list[date], list[float]]:
    dias = [desde + timedelta(days=i) for i in range((hasta - desde).days + 1)]
    pesos = (
        _POR_DIA[d.weekday()] * _POR_MES[d.month - 1] * (1 + _CRECE * (d.year - 2023)) for d in dias
    )
    return dias, list(accumulate(pesos))
