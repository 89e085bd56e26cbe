"""Leer una tabla venga como venga: un libro de Excel, o un CSV con su codificación y separador. Puro.

La tabla se recorre, no se carga: el tamaño del archivo no importa.
"""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path

from ventanilla.comun.texto import limpiar
from ventanilla.importacion.reglas.columnas import (
    FilaCruda,
    encabezado_limpio,
    exigir_ancho,
    exigir_largo,
    posiciones_de,
)
from ventanilla.importacion.reglas.errores import ArchivoInvalido
from ventanilla.importacion.reglas.hoja import LoQueNoSeVe, filas_de_libro
from ventanilla.importacion.reglas.mapa import Mapa, igualar
from ventanilla.importacion.reglas.paquete import MARCA_OLE, MARCA_ZIP, rechazar_ole

_SEPARADORES = (",", ";", "\t", "|")
_TROZO = 1 << 20
_PDF = b"%PDF"


def codificacion_de(ruta: Path) -> str:
    """`utf-8-sig`, `utf-16` o `cp1252`, según los bytes; UTF-8 si todo el archivo lo es.

    Raises:
        ArchivoInvalido: si está vacío, no es texto o no está en ninguna de las tres.
    """
    with ruta.open("rb") as archivo:
        comienzo = archivo.read(4)
        if not comienzo:
            raise ArchivoInvalido(f"El archivo {ruta.name} está vacío.")
        if comienzo == _PDF:
            raise ArchivoInvalido(
                f"El archivo {ruta.name} es un PDF. Se necesita la tabla: un libro de Excel o un CSV."
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


def es_libro(ruta: Path) -> bool:
    """Si es un libro de Excel de hoy (.xlsx), por sus bytes y no por su nombre.

    Raises:
        ArchivoInvalido: si es un libro antiguo o con contraseña.
    """
    with ruta.open("rb") as archivo:
        comienzo = archivo.read(4)
    if comienzo == MARCA_OLE:
        raise rechazar_ole(ruta)
    return comienzo == MARCA_ZIP


def leer_filas(ruta: Path, mapa: Mapa, no_se_ve: LoQueNoSeVe | None = None) -> Iterator[FilaCruda]:
    """Las filas con datos, en orden; las que están en blanco se saltan.

    Args:
        no_se_ve: se va llenando con lo que un libro trae y no está a la vista.

    Raises:
        ArchivoInvalido: si no se puede leer, le falta o se le repite una columna del mapa, o tiene
            más filas de las que caben en una importación.
    """
    filas = filas_de_libro(ruta, mapa, no_se_ve) if es_libro(ruta) else _filas_de_csv(ruta, mapa)
    for cuantas, fila in enumerate(filas, start=1):
        exigir_largo(cuantas, ruta.name)
        yield fila


def encabezado_de_csv(ruta: Path) -> list[str]:
    """Los títulos de un CSV cuyo mapa todavía no se sabe: con el separador que da más columnas.

    Raises:
        ArchivoInvalido: si no se puede leer.
    """
    mapa = Mapa(serie="", nombre="", columnas={})
    with ruta.open("r", encoding=codificacion_de(ruta), newline="") as archivo:
        try:
            titulos = next(csv.reader(archivo, delimiter=_separador(archivo, mapa)), [])
        except (csv.Error, UnicodeError):
            raise ArchivoInvalido(
                f"No se entiende la primera línea de {ruta.name}: debe traer los títulos."
            ) from None
    exigir_ancho(len(titulos), ruta.name)
    return encabezado_limpio(titulos)


def _filas_de_csv(ruta: Path, mapa: Mapa) -> Iterator[FilaCruda]:
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
        exigir_ancho(len(encabezado), ruta.name)
        posiciones = posiciones_de(encabezado, mapa, ruta.name)
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
