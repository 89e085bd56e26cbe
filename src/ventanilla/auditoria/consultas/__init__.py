"""Lecturas del libro; no escriben nunca."""

from ventanilla.auditoria.consultas.pruebas import comprobar_prueba, prueba_de_inclusion
from ventanilla.auditoria.consultas.revision import RevisionDelLibro, revisar_libro
from ventanilla.auditoria.consultas.sellos import linea_de, llave_publica, ruta_de_sellos

__all__ = [
    "RevisionDelLibro",
    "comprobar_prueba",
    "linea_de",
    "llave_publica",
    "prueba_de_inclusion",
    "revisar_libro",
    "ruta_de_sellos",
]
