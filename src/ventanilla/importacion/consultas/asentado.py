"""Qué de una discrepancia queda en el libro: lo mismo al escribirla y al revisarla."""

from typing import Any

from ventanilla.comun.fechas import fecha_larga
from ventanilla.importacion.models import Discrepancia


def de_discrepancia(d: Discrepancia) -> dict[str, Any]:
    """Las dos fechas y de dónde salen, como entraron con la petición."""
    return {
        "sentido": str(d.sentido),
        "vence_en_origen": d.vence_en_origen.isoformat(),
        "vence_de_ley": d.vence_de_ley.isoformat(),
        "dias_en_origen": d.dias_en_origen,
        "unidad_en_origen": d.unidad_en_origen,
    }


def en_palabras(d: Discrepancia, resolucion: str) -> str:
    """Lo que la nota dice cuando quien resolvió no escribió una razón."""
    if resolucion == Discrepancia.Resolucion.LEY:
        return f"El término es el de ley: vence el {fecha_larga(d.vence_de_ley)}."
    return f"Se conserva la fecha del otro sistema: {fecha_larga(d.vence_en_origen)}."
