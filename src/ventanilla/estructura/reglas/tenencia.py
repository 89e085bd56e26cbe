"""Quién tenía una petición en un instante, leído de lo que le había pasado."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ventanilla.terminos import hechos as de_ley

CIERRAN = de_ley.CIERRAN | {"traslado"}


@dataclass(frozen=True)
class Tenencia:
    """`dependencia` es su código («» si no se sabe); `responsable`, la llave de la persona."""

    dependencia: str
    responsable: int | None
    esta_cerrada: bool


def tenencia(
    hechos: Iterable[tuple[str, Mapping[str, Any]]], *, inicial: str, atencion: str
) -> Tenencia:
    """Recorre los hechos `(tipo, datos)` en su orden y dice cómo quedó.

    Args:
        inicial: código de la dependencia en que se radicó.
        atencion: código de la dependencia a la que se devuelve.
    """
    dependencia, responsable, esta_cerrada = inicial, None, False
    for tipo, datos in hechos:
        if tipo == "asignada" and "dependencia" in datos:
            dependencia, responsable = str(datos["dependencia"]), None
        elif tipo == "asignada":
            responsable = datos.get("responsable")
        elif tipo == "devuelta":
            dependencia, responsable = atencion, None
        elif tipo in CIERRAN and not datos.get("parcial"):
            esta_cerrada = True
        elif tipo == "rebote" and datos.get("desmiente"):
            esta_cerrada = False
    return Tenencia(dependencia, responsable, esta_cerrada)
