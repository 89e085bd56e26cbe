"""Dar cuenta de lo leído: cuántas entran, cuáles no y por qué, qué números no cuadran. Puro."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from ventanilla.comun.calendario import Calendario
from ventanilla.importacion.reglas.comparacion import PoliticaDel, comparar
from ventanilla.importacion.reglas.filas import Importada, Rechazo
from ventanilla.importacion.reglas.numeracion import revisar_numeracion

_EN_PANTALLA = 50
_OTRA_LINEA = re.compile(r"la línea \d+")
_BLOQUE = re.compile(r" \([A-Z]+\d+:[A-Z]+\d+\)")


@dataclass
class Cuenta:
    """Se llena mientras las filas pasan. `comparables` guarda solo lo que hace falta para comparar
    fechas, y nada si `con_fechas` es falso."""

    con_fechas: bool = True
    leidas: int = 0
    importables: int = 0
    abiertas: int = 0
    rechazos: list[Rechazo] = field(default_factory=list)
    comparables: list[Importada] = field(default_factory=list)
    numeros: list[str] = field(default_factory=list)
    sin_dependencia: Counter[str] = field(default_factory=Counter)

    def pasar(self, filas: Iterable[Importada | Rechazo]) -> Iterator[Importada]:
        """Entrega las que se pueden traer y anota todas."""
        for una in filas:
            self.leidas += 1
            self.numeros.append(una.numero)
            if isinstance(una, Rechazo):
                self._comparable(una.comparable)
                self.rechazos.append(replace(una, comparable=None))
                continue
            self.importables += 1
            self.abiertas += una.esta_abierta
            if una.dependencia and not una.dependencia_codigo:
                self.sin_dependencia[una.dependencia] += 1
            self._comparable(una)
            yield una

    def _comparable(self, una: Importada | None) -> None:
        if una is not None and self.con_fechas:
            self.comparables.append(replace(una, texto="", asunto="", rotulo="", persona={}))

    def a_json(self) -> dict[str, Any]:
        """Lo que muestra la pantalla. Los valores de las celdas no van: pueden ser de una persona."""
        numeracion = revisar_numeracion(self.numeros)
        return {
            "leidas": self.leidas,
            "importables": self.importables,
            "abiertas": self.abiertas,
            "apartadas": len(self.rechazos),
            "motivos": motivos(self.rechazos),
            "primeras": primeras(self.rechazos),
            "sin_numero": sum(not n for n in self.numeros),
            "repetidos": dict(list(numeracion.repetidos.items())[:20]),
            "cantidad_repetidos": len(numeracion.repetidos),
            "parecidos": [list(grupo) for grupo in numeracion.parecidos],
            "faltan": list(numeracion.faltan),
            "cantidad_faltan": numeracion.cantidad_faltan,
            "sin_dependencia": self.sin_dependencia.most_common(30),
        }

    def fechas(self, calendario: Calendario, politica_del: PoliticaDel) -> dict[str, Any]:
        """Las fechas del archivo contra las nuestras: las dos cuentas y los días que las explican."""
        c = comparar(
            self.comparables,
            calendario,
            rechazadas=self.leidas - len(self.comparables),
            politica_del=politica_del,
        )
        return {
            "vencimientos": {
                "iguales": c.iguales,
                "distintos": c.distintos,
                "sin_dato": c.sin_dato,
            },
            "segun_la_ley": c.segun_la_ley,
            "porque": list(c.motivos().items())[:10],
            "dias_que_no_conto": [d.isoformat() for d in c.supuestos.dias_que_no_conto],
        }


def motivos(rechazos: Iterable[Rechazo]) -> list[tuple[str, str, int]]:
    """(columna, motivo, cuántas), de más a menos; lo que solo cambia de una fila a otra se calla."""
    cuenta = Counter(
        (r.columna, _BLOQUE.sub("", _OTRA_LINEA.sub("otra línea", r.motivo))) for r in rechazos
    )
    return [(columna, motivo, n) for (columna, motivo), n in cuenta.most_common(40)]


def primeras(rechazos: Iterable[Rechazo]) -> list[tuple[int, str, str, str]]:
    """(línea, número, columna, motivo) de las primeras que no entran."""
    return [
        (r.linea, r.numero, r.columna, r.motivo)
        for r, _ in zip(rechazos, range(_EN_PANTALLA), strict=False)
    ]
