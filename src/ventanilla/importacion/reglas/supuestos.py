"""Qué calendario usó la otra entidad, deducido de las filas que no coinciden. Puro."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ventanilla.comun.calendario import Calendario
from ventanilla.comun.fechas import enumerar

_UN_DIA = timedelta(days=1)
_SABADO = 5
# Para culpar a un día: que arregle al menos tres filas y dañe a lo sumo una de cada diez, así un
# error suelto del archivo no lo acusa ni una coincidencia suelta lo absuelve.
_MINIMO, _CASI_NINGUNA, _MAXIMO = 3, 0.1, 40


@dataclass(frozen=True)
class Supuestos:
    """Festivos que el otro calendario no tenía y días hábiles que no contó."""

    festivos_que_no_tiene: tuple[date, ...] = ()
    dias_que_no_conto: tuple[date, ...] = ()

    def vence(self, recibida: date, dias: int, calendario: Calendario) -> date | None:
        """La fecha con el calendario supuesto; `None` si no se supuso nada."""
        if not self.festivos_que_no_tiene and not self.dias_que_no_conto:
            return None
        dia, faltan = recibida, dias
        while faltan:
            dia += _UN_DIA
            habil = calendario.es_habil(dia) or dia in self.festivos_que_no_tiene
            if habil and dia not in self.dias_que_no_conto:
                faltan -= 1
        return dia

    def en_palabras(self, recibida: date, hasta: date, calendario: Calendario) -> str:
        """El motivo de una fila que estos supuestos explican."""
        partes = []
        faltos = [f for f in self.festivos_que_no_tiene if recibida < f <= hasta]
        cerrados = [f for f in self.dias_que_no_conto if recibida < f <= hasta]
        if faltos:
            que = "el festivo" if len(faltos) == 1 else "los festivos"
            partes.append(f"su calendario no tiene {que} {_lista(faltos)}")
        if cerrados:
            que = "el día hábil" if len(cerrados) == 1 else "los días hábiles"
            partes.append(f"no contó {que} {_lista(cerrados)}")
        return " y ".join(partes)


def _lista(fechas: Sequence[date]) -> str:
    return enumerar([f.isoformat() for f in fechas])


@dataclass(frozen=True, slots=True)
class Termino:
    """Un término del otro sistema: cuándo empezó, cuándo vence allá y cuántos días hábiles dice."""

    recibida: date
    vence: date
    dias: int


def suponer(terminos: Iterable[Termino], calendario: Calendario) -> Supuestos:
    """Deduce el calendario de la otra entidad de todos sus términos, coincidan o no.

    Al sobrar días hábiles hasta una fecha, algún día no se contó; al faltar, un festivo se contó.
    Se culpa al día que más filas arregla y casi ninguna daña, y se repite con lo que queda.
    """
    # Fila → cuántos días hábiles le sobran; las filas iguales se cuentan juntas.
    sobran = Counter(
        (t.recibida, t.vence, calendario.contar_habiles(t.recibida, t.vence) - t.dias)
        for t in terminos
    )
    culpables: set[date] = set()
    while len(culpables) < _MAXIMO and (dia := _el_que_mas_arregla(sobran, culpables, calendario)):
        culpables.add(dia)
        paso = -1 if calendario.es_habil(dia) else 1
        corregidas: Counter[tuple[date, date, int]] = Counter()
        for (recibida, vence, exceso), filas in sobran.items():
            contiene = recibida < dia <= vence
            corregidas[(recibida, vence, exceso + paso if contiene else exceso)] += filas
        sobran = corregidas
    return Supuestos(
        tuple(sorted(d for d in culpables if not calendario.es_habil(d))),
        tuple(sorted(d for d in culpables if calendario.es_habil(d))),
    )


def _el_que_mas_arregla(
    sobran: Counter[tuple[date, date, int]], ya: set[date], calendario: Calendario
) -> date | None:
    arregla: Counter[date] = Counter()
    dana: Counter[date] = Counter()
    for (recibida, vence, exceso), filas in sobran.items():
        for dia in _dias_de_semana(recibida, vence):
            mejora = exceso > 0 if calendario.es_habil(dia) else exceso < 0
            (arregla if mejora else dana)[dia] += filas
    posibles = [
        d
        for d in arregla
        if d not in ya and arregla[d] >= _MINIMO and dana[d] <= _CASI_NINGUNA * arregla[d]
    ]
    return max(posibles, key=lambda d: (arregla[d] - dana[d], -d.toordinal()), default=None)


def _dias_de_semana(recibida: date, hasta: date) -> Iterator[date]:
    dia = recibida + _UN_DIA
    while dia <= hasta:
        if dia.weekday() < _SABADO:
            yield dia
        dia += _UN_DIA
