"""Lecturas del archivo; no escriben nunca."""

from ventanilla.archivo.consultas.guardados import (
    abrir,
    almacen,
    existe,
    imagen_sin_metadatos,
    listar,
    revisar_archivos,
)

__all__ = [
    "abrir",
    "almacen",
    "existe",
    "imagen_sin_metadatos",
    "listar",
    "revisar_archivos",
]
