"""Festivos nacionales por año: los calcula la biblioteca «holidays», los nombra y los vence la casa.

Puro. Los nombres y la vigencia están en `datos/festivos.toml` (Ley 51 de 1983, Ley 2578 de 2026).
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from holidays.countries.colombia import CO

ARCHIVO = Path(__file__).resolve().parents[3] / "datos" / "festivos.toml"
_OBSERVADO = " (observado)"


@dataclass(frozen=True, slots=True)
class Festivo:
    """Cómo se llama un festivo de la biblioteca y entre qué días rige (ambos incluidos)."""

    biblioteca: str
    nombre: str
    norma: str
    desde: date = date.min
    hasta: date = date.max

    def rige(self, fecha: date) -> bool:
        """Si el festivo existe ese día."""
        return self.desde <= fecha <= self.hasta


def _leer() -> tuple[Festivo, ...]:
    with ARCHIVO.open("rb") as archivo:
        return tuple(Festivo(**fila) for fila in tomllib.load(archivo)["festivo"])


FESTIVOS_LEGALES = _leer()


@lru_cache(maxsize=512)
def festivos_del_anio(
    anio: int, festivos: tuple[Festivo, ...] = FESTIVOS_LEGALES
) -> dict[date, str]:
    """Fecha y nombre de cada festivo nacional del año; dos en un mismo lunes van juntos con «y».

    >>> festivos_del_anio(2025)[date(2025, 6, 30)]
    'Sagrado Corazón y San Pedro y San Pablo'
    """
    reglas = {festivo.biblioteca: festivo for festivo in festivos}
    # La biblioteca no anota los tipos de su constructor.
    nacionales = CO(years=anio, expand=False, language="es")  # type: ignore[no-untyped-call]
    resultado: dict[date, str] = {}
    for fecha in sorted(nacionales):
        nombres = []
        for crudo in nacionales.get_list(fecha):
            limpio = crudo.removesuffix(_OBSERVADO)
            regla = reglas.get(limpio)
            if regla is None:
                nombres.append(limpio)
            elif regla.rige(fecha):
                nombres.append(regla.nombre)
        if nombres:
            resultado[fecha] = " y ".join(nombres)
    return resultado
