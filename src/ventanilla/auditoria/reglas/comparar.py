"""Comparar una fila con lo que el libro dice de ella."""

from collections.abc import Mapping
from typing import Any


def lo_distinto(hay: Mapping[str, Any], dicho: Mapping[str, Any]) -> list[str]:
    """Los campos de `hay` que no son como se dijeron, en orden.

    Lo que el libro no dice no se compara: un asiento viejo puede no traerlo.
    """
    return [campo for campo, valor in hay.items() if campo in dicho and dicho[campo] != valor]


def en_frase(campos: list[str]) -> str:
    """«rol», «hasta»."""
    return ", ".join(f"«{campo}»" for campo in campos)
