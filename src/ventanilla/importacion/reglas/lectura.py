"""Leer una tabla CSV venga como venga: codificación, separador, comillas y saltos. Puro.

La tabla se recorre, no se carga: el tamaño del archivo no importa.
"""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path

from ventanilla.comun.errores import ErrorDeDominio
from ventanilla.comun.texto import limpiar
from ventanilla.importacion.reglas.mapa import Mapa, igualar

_SEPARADORES = (",", ";", "\t", "|")
_TROZO = 1 << 20
_NO_SON_CSV = {
    b"PK\x03\x04": "un libro de Excel o LibreOffice (o un ZIP)",
    b"\xd0\xcf\x11\xe0": "un libro de Excel antiguo",
    b"%PDF": "un PDF",
}


class ArchivoInvalido(ErrorDeDominio, ValueError):
    """El archivo no se puede leer como tabla; el mensaje dice por qué y qué hacer."""


@dataclass(frozen=True, slots=True)
class FilaCruda:
    """Una fila del archivo: línea en que empieza (la del encabezado es la 1) y celdas por dato.

    `sobran` dice en una frase por qué la fila no cuadra con el encabezado; vacía si cuadra.
    """

    linea: int
    celdas: dict[str, str]
    sobran: str = ""


def codificacion_de(ruta: Path) -> str:
    """`utf-8-sig`, `utf-16` o `cp1252`, según los bytes; UTF-8 si todo el archivo lo es.

    Raises:
        ArchivoInvalido: si está vacío, no es texto o no está en ninguna de las tres.
    """
    with ruta.open("rb") as archivo:
        comienzo = archivo.read(4)
        if not comienzo:
            raise ArchivoInvalido(f"El archivo {ruta.name} está vacío.")
        for marca, que_es in _NO_SON_CSV.items():
            if comienzo.startswith(marca):
                raise ArchivoInvalido(
                    f"El archivo {ruta.name} es {que_es}. Ábralo y guárdelo como CSV."
                )
        if comienzo[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            return "utf-16"
    if _se_lee_como(ruta, "utf-8"):
        return "utf-8-sig"
    if _se_lee_como(ruta, "cp1252"):
        return "cp1252"
    raise ArchivoInvalido(
        f"El archivo {ruta.name} no está en UTF-8 ni en Windows-1252. Guárdelo como «CSV UTF-8»."
    )


def _se_lee_como(ruta: Path, codificacion: str) -> bool:
    decodificador = codecs.getincrementaldecoder(codificacion)()
    with ruta.open("rb") as archivo:
        try:
            while trozo := archivo.read(_TROZO):
                decodificador.decode(trozo)
            decodificador.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def leer_filas(ruta: Path, mapa: Mapa) -> Iterator[FilaCruda]:
    """Las filas con datos, en orden; las que están en blanco se saltan.

    Raises:
        ArchivoInvalido: si no se puede leer, o le falta o se le repite una columna del mapa.
    """
    codificacion = mapa.codificacion
    if codificacion == "auto":
        codificacion = codificacion_de(ruta)
    elif codificacion == "utf-8":
        codificacion = "utf-8-sig"
    try:
        with ruta.open("r", encoding=codificacion, newline="") as archivo:
            yield from _filas(archivo, ruta, mapa)
    except UnicodeError:
        raise ArchivoInvalido(
            f"El archivo {ruta.name} no está en {mapa.codificacion}, como dice el mapa."
        ) from None


def _filas(archivo: TextIOWrapper, ruta: Path, mapa: Mapa) -> Iterator[FilaCruda]:
    separador = _separador(archivo, mapa)
    lector = csv.reader(archivo, delimiter=separador)
    linea = 1
    try:
        encabezado = next(lector, [])
        posiciones = _posiciones(encabezado, mapa, ruta)
        linea = lector.line_num + 1
        for celdas in lector:
            if any(celda.strip() for celda in celdas):
                yield _fila(linea, celdas, posiciones, len(encabezado))
            linea = lector.line_num + 1
    except csv.Error as error:
        motivo = (
            "tiene un carácter NUL" if "NUL" in str(error) else "abre una comilla y no la cierra"
        )
        raise ArchivoInvalido(
            f"El archivo {ruta.name} no se puede seguir leyendo desde la línea {linea}: {motivo}."
        ) from None


def _separador(archivo: TextIOWrapper, mapa: Mapa) -> str:
    """El que deja ver más columnas del mapa en el encabezado."""
    if mapa.separador:
        return mapa.separador
    buscadas = {igualar(columna) for columna in mapa.columnas.values()}
    halladas = {}
    for separador in _SEPARADORES:
        archivo.seek(0)
        try:
            encabezado = next(csv.reader(archivo, delimiter=separador), [])
        except csv.Error:
            continue
        vistas = {igualar(celda) for celda in encabezado}
        halladas[separador] = (len(buscadas & vistas), len(encabezado))
    archivo.seek(0)
    return max(halladas, key=lambda s: halladas[s], default=",")


def _posiciones(encabezado: list[str], mapa: Mapa, ruta: Path) -> dict[str, int]:
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
                f"El archivo {ruta.name} trae dos veces la columna «{columna}»: deje una sola."
            )
        else:
            posiciones[dato] = lugares[0]
    if faltan:
        columnas = ", ".join(f"«{columna}»" for columna in faltan)
        trae = ", ".join(celda.strip()[:40] for celda in encabezado[:40])
        raise ArchivoInvalido(
            f"Al archivo {ruta.name} le faltan columnas que el mapa nombra: {columnas}. "
            f"Las que trae son: {trae}."
        )
    return posiciones


def _fila(linea: int, celdas: list[str], posiciones: dict[str, int], ancho: int) -> FilaCruda:
    sobran = ""
    if len(celdas) != ancho and (len(celdas) < ancho or any(c.strip() for c in celdas[ancho:])):
        sobran = f"la fila tiene {len(celdas)} celdas y el encabezado {ancho}"
    return FilaCruda(
        linea,
        {
            dato: limpiar(celdas[lugar]) if lugar < len(celdas) else ""
            for dato, lugar in posiciones.items()
        },
        sobran,
    )
