"""Libros de Excel para probar, buenos y malos."""

import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl  # noqa: TID253 (solo las pruebas escriben libros)

MAPA = """
serie = "viejo"
nombre = "Sistema viejo"
[columnas]
numero = "N"
recibida = "F"
nombre = "Q"
dependencia = "DEP"
[por_defecto]
clase = "peticion"
"""
TITULOS = ("N", "F", "Q", "DEP")


def escribir(
    ruta: Path,
    filas: Sequence[Sequence[Any]],
    *,
    antes: Callable[[Any, Any], None] = lambda libro, hoja: None,
    titulos: Sequence[Any] = TITULOS,
) -> Path:
    """Un libro con su encabezado y sus filas; `antes` le hace lo que haga falta y se guarda."""
    libro = openpyxl.Workbook()
    hoja = libro.active
    hoja.append(list(titulos))
    for fila in filas:
        hoja.append(list(fila))
    antes(libro, hoja)
    libro.save(ruta)
    return ruta


def con_hoja(ruta: Path, base: Path, xml: bytes, parte: str = "xl/worksheets/sheet1.xml") -> Path:
    """El libro `base` con el XML de una de sus partes cambiado por `xml`."""
    with zipfile.ZipFile(base) as de, zipfile.ZipFile(ruta, "w", zipfile.ZIP_DEFLATED) as a:
        for nombre in de.namelist():
            a.writestr(nombre, xml if nombre == parte else de.read(nombre))
    return ruta
