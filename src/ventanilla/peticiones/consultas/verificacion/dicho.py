"""Un asiento de la petición, ya leído, para compararlo con lo que hay."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ventanilla.auditoria.models import Asiento
from ventanilla.comun.canonico import compromiso

# Dónde está lo que no es como quedó en el libro, y qué le pasa.
Hallado = tuple[str, str]


@dataclass(frozen=True)
class Dicho:
    """Un asiento de la petición, ya leído."""

    orden: int
    momento: datetime
    actor: str
    hecho: str
    sal: bytes
    contenido: dict[str, Any]

    @property
    def compromisos(self) -> dict[str, str]:
        """Campo → compromiso de lo que el asiento fija y no dice."""
        return dict(self.contenido.get("compromisos", {}))

    @property
    def datos(self) -> dict[str, Any]:
        """Los datos de la actuación que nació con el asiento."""
        return dict(self.contenido.get("datos", {}))

    def compromete(self, campo: str, valor: str) -> bool:
        """Si ese valor es el que se comprometió; lo vacío no se compromete."""
        if campo not in self.compromisos:
            return not valor
        return self.compromisos[campo] == compromiso(self.sal, campo, valor)


def leer(asiento: Asiento) -> Dicho | None:
    """El asiento leído; `None` si no se deja leer."""
    try:
        sal = bytes.fromhex(asiento.sal)
        contenido = json.loads(asiento.contenido)
    except ValueError:
        return None
    if not isinstance(contenido, dict):
        return None
    return Dicho(asiento.orden, asiento.momento, asiento.actor, asiento.hecho, sal, contenido)


def ultimo(dichos: Sequence[Dicho], *hechos: str, **datos: object) -> Dicho | None:
    """El último asiento con uno de esos hechos y esos datos; `None` si no hay."""
    hallados: Iterator[Dicho] = (
        d
        for d in reversed(dichos)
        if d.hecho in hechos and all(d.datos.get(c) == v for c, v in datos.items())
    )
    return next(hallados, None)
