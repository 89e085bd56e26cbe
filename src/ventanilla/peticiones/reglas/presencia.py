"""Quién más tiene abierta una petición. Puro: de lo anotado y la hora, a frases."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

# Cada página abierta avisa cada veinte segundos: con tres avisos perdidos ya se fue.
DURA = timedelta(seconds=60)


@dataclass(frozen=True)
class Presente:
    """Alguien con la petición abierta; los instantes, en segundos desde 1970."""

    nombre: str
    desde: float
    visto: float
    escribe: bool = False


Presentes = Mapping[int, Presente]


def siguen(presentes: Presentes, ahora: datetime) -> dict[int, Presente]:
    """Los que han avisado hace menos de `DURA`."""
    limite = ahora.timestamp() - DURA.total_seconds()
    return {quien: p for quien, p in presentes.items() if p.visto > limite}


def con_aviso(
    presentes: Presentes, quien: int, nombre: str, ahora: datetime, *, escribe: bool
) -> dict[int, Presente]:
    """Los que siguen, más quien avisa ahora; si ya estaba, conserva desde cuándo.

    «Desde» vuelve a empezar si pasa de ver a escribir, o al revés: dice desde cuándo hace eso.
    """
    estan = siguen(presentes, ahora)
    antes = estan.get(quien)
    momento = ahora.timestamp()
    sigue = antes is not None and antes.escribe == escribe
    desde = antes.desde if antes is not None and sigue else momento
    estan[quien] = Presente(nombre, desde, momento, escribe)
    return estan


def guardable(presentes: Presentes) -> dict[str, dict[str, Any]]:
    """Lo mismo en tipos sencillos, para guardarlo afuera."""
    return {str(quien): asdict(p) for quien, p in presentes.items()}


def leido(guardado: object) -> dict[int, Presente]:
    """Lo guardado; lo que no tenga la forma esperada se toma por vacío."""
    if not isinstance(guardado, dict):
        return {}
    try:
        return {int(quien): Presente(**datos) for quien, datos in guardado.items()}
    except (TypeError, ValueError):
        return {}


def en_orden(presentes: Iterable[Presente]) -> list[Presente]:
    """Primero quien escribe, porque es con quien se puede chocar; luego, quien llegó antes."""
    return sorted(presentes, key=lambda p: (not p.escribe, p.desde, p.nombre))
