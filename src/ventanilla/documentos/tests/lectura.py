"""Leer un PDF en las pruebas: su texto y su árbol de estructura."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader


def lector(pdf: bytes) -> PdfReader:
    return PdfReader(BytesIO(pdf))


def texto_de(pdf: bytes) -> str:
    """Todo el texto seguido, con cada blanco vuelto un espacio."""
    hojas = (hoja.extract_text() for hoja in lector(pdf).pages)
    return " ".join(" ".join(hojas).split())


def raiz(pdf: bytes) -> Any:
    return lector(pdf).trailer["/Root"]


def elementos(nodo: Any) -> Iterator[Any]:
    """Los elementos del árbol de estructura, en orden de lectura."""
    if not hasattr(nodo, "get"):
        return
    if "/S" in nodo:
        yield nodo
    hijos = nodo.get("/K")
    hijos = hijos.get_object() if hasattr(hijos, "get_object") else hijos
    for hijo in hijos if isinstance(hijos, list) else [hijos]:
        yield from elementos(hijo.get_object() if hasattr(hijo, "get_object") else hijo)


def estructura(pdf: bytes) -> list[Any]:
    return list(elementos(raiz(pdf)["/StructTreeRoot"]))
