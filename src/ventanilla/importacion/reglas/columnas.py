"""Lo que es igual venga la tabla de donde venga: su encabezado, sus columnas y sus filas. Puro."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ventanilla.comun.texto import limpiar, limpiar_linea
from ventanilla.importacion.reglas.errores import ArchivoInvalido
from ventanilla.importacion.reglas.mapa import Mapa, igualar

ANCHO_MAXIMO = 400
FILAS_MAXIMAS = 100_000


@dataclass(frozen=True, slots=True)
class FilaCruda:
    """Una fila del archivo: línea en que empieza (la primera es la 1) y celdas por dato.

    `sobran` dice en una frase por qué la fila entera no sirve; vacía si sirve. `problemas`, por
    dato, por qué su celda no sirve.
    """

    linea: int
    celdas: dict[str, str]
    sobran: str = ""
    problemas: Mapping[str, str] = field(default_factory=dict)


def encabezado_limpio(titulos: Sequence[str]) -> list[str]:
    """Los títulos en una línea cada uno."""
    return [limpiar_linea(t)[:200] for t in titulos]


def exigir_ancho(ancho: int, nombre: str) -> None:
    """Que la tabla no tenga más columnas de las que una persona puede revisar.

    Raises:
        ArchivoInvalido: si las tiene.
    """
    if ancho > ANCHO_MAXIMO:
        raise ArchivoInvalido(
            f"El archivo {nombre} tiene {ancho} columnas y se admiten {ANCHO_MAXIMO}. Deje las que "
            "va a traer y borre las demás."
        )


def exigir_largo(filas: int, nombre: str) -> None:
    """Que la tabla quepa en una sola importación.

    Raises:
        ArchivoInvalido: si no cabe.
    """
    if filas > FILAS_MAXIMAS:
        raise ArchivoInvalido(
            f"El archivo {nombre} tiene más de {FILAS_MAXIMAS} filas con datos. Divídalo, por "
            "ejemplo por años: al traer los pedazos nada entra dos veces."
        )


def posiciones_de(encabezado: Sequence[str], mapa: Mapa, nombre: str) -> dict[str, int]:
    """En qué columna está cada dato del mapa.

    Raises:
        ArchivoInvalido: si falta o se repite una columna que el mapa nombra.
    """
    vistos: dict[str, list[int]] = {}
    for lugar, celda in enumerate(encabezado):
        vistos.setdefault(igualar(limpiar(celda)), []).append(lugar)
    posiciones = {}
    faltan = []
    for dato, columna in mapa.columnas.items():
        lugares = vistos.get(igualar(columna), [])
        if not lugares:
            faltan.append(columna)
        elif len(lugares) > 1:
            raise ArchivoInvalido(
                f"El archivo {nombre} trae dos veces la columna «{columna}»: deje una sola."
            )
        else:
            posiciones[dato] = lugares[0]
    if faltan:
        columnas = ", ".join(f"«{columna}»" for columna in faltan)
        trae = ", ".join(celda.strip()[:40] for celda in encabezado[:40] if celda.strip())
        raise ArchivoInvalido(
            f"Al archivo {nombre} le faltan columnas que el mapa nombra: {columnas}. "
            f"Las que trae son: {trae}."
        )
    return posiciones
