"""Lecturas del archivo; no escriben nunca."""

from ventanilla.archivo.consultas.guardados import (
    abrir,
    almacen,
    copia_limpia,
    existe,
    listar,
    revisar_archivos,
)

__all__ = [
    "abrir",
    "almacen",
    "copia_limpia",
    "existe",
    "listar",
    "revisar_archivos",
]
