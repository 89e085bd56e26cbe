"""Los hechos de una petición que mueven sus relojes. Puro.

El orden en que se leen no importa: aquí se ordenan por su momento y, en el mismo instante, por el
orden en que la ley los encadena.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from ventanilla.comun.calendario import PRIMER_ANIO, ULTIMO_ANIO
from ventanilla.comun.reloj import BOGOTA
from ventanilla.terminos.normas import ErrorDeTermino

# Los que mueven un reloj, en el orden en que se encadenan si ocurren en el mismo instante. Los
# demás tipos (asignada, firmada…) se aceptan y no cambian ninguna fecha.
TIPOS = (
    "competencia_aceptada",
    "leyenda_reclamo",
    "requerimiento",
    "prorroga_ciudadano",
    "complemento",
    "devolucion_aclarar",
    "aclaracion",
    "calendario",
    "prorroga",
    "parte_pedida",
    "parte_entregada",
    "parte_devuelta",
    "parte_retirada",
    "traslado",
    "notificacion",
    "entrega",
    "desistimiento",
    "desistimiento_tacito",
    "rechazo",
    "archivo",
    "archivo_sin_aclarar",
    "anulacion",
)
CIERRAN = frozenset(
    {
        "notificacion",
        "desistimiento",
        "desistimiento_tacito",
        "rechazo",
        "archivo",
        "archivo_sin_aclarar",
        "anulacion",
    }
)
_ORDEN = {tipo: lugar for lugar, tipo in enumerate(TIPOS)}


@dataclass(frozen=True, slots=True)
class Hecho:
    """Algo que pasó: `tipo`, `momento` y los datos que la ley pide para ese hecho.

    `datos` de `prorroga`: `hasta` (nueva fecha) o `dias` (hábiles de más), y `avisada_en` si el
    aviso a la persona fue en otro momento (`None`: no se avisó). De `prorroga_ciudadano`: `hasta`.
    De las de una parte: `parte` (su número) y, al pedirla, `hasta`.
    De lo que se le dijo a la persona (lo que se le pide, su prórroga, un cambio de `calendario`):
    `dicho`, de la clase de reloj al último día que leyó.
    De `traslado`: `parcial` verdadero si una parte se queda en la entidad.
    """

    tipo: str
    momento: datetime
    datos: Mapping[str, Any] = field(default_factory=dict)

    @property
    def fecha(self) -> date:
        """El día del hecho en Bogotá."""
        return en_hora_legal(self.momento).date()

    @property
    def cierra(self) -> bool:
        """Si termina el trámite ante esta entidad."""
        if self.tipo == "traslado":
            return not self.datos.get("parcial", False)
        return self.tipo in CIERRAN


def en_hora_legal(momento: datetime) -> datetime:
    """El momento en hora de Bogotá; sin zona se entiende dicho en esa hora."""
    if momento.tzinfo is None:
        return momento.replace(tzinfo=BOGOTA)
    return momento.astimezone(BOGOTA)


def ordenar(hechos: Iterable[Hecho]) -> tuple[Hecho, ...]:
    """Los hechos que mueven relojes, de antes a después.

    Un `rebote` que desmiente una notificación (su `datos["desmiente"]` es el momento de ella) la
    saca: lo que volvió nunca se notificó, y el término no se cerró.
    """
    todos = list(hechos)
    desmentidas = {
        momento_de(hecho.datos["desmiente"])
        for hecho in todos
        if hecho.tipo == "rebote" and hecho.datos.get("desmiente")
    }
    return tuple(
        sorted(
            (
                hecho
                for hecho in todos
                if hecho.tipo in _ORDEN
                and not (
                    hecho.tipo == "notificacion" and en_hora_legal(hecho.momento) in desmentidas
                )
            ),
            key=lambda h: (en_hora_legal(h.momento), _ORDEN[h.tipo], repr(sorted(h.datos.items()))),
        )
    )


def fecha_de(valor: object) -> date | None:
    """Una fecha guardada como `date`, `datetime` o texto ISO; `None` si no hay.

    Raises:
        ErrorDeTermino: si no es una fecha, o es de antes de 1984 o de después de 2199.
    """
    if isinstance(valor, date) and not isinstance(valor, datetime):
        return _en_rango(valor)
    momento = momento_de(valor)
    return momento.date() if momento is not None else None


def momento_de(valor: object) -> datetime | None:
    """Un momento guardado como `datetime` o texto ISO, en hora de Bogotá; `None` si no hay.

    Raises:
        ErrorDeTermino: si no es una fecha con hora, o cae fuera del calendario.
    """
    if valor is None:
        return None
    if not isinstance(valor, datetime):
        try:
            valor = datetime.fromisoformat(valor if isinstance(valor, str) else "")
        except ValueError:
            raise ErrorDeTermino(
                f"«{str(valor)[:40]}» no es una fecha que exista; escríbala como 2026-12-31 o "
                "2026-12-31T16:00."
            ) from None
    _en_rango(valor)
    return en_hora_legal(valor)


def _en_rango(fecha: date) -> date:
    if not PRIMER_ANIO <= fecha.year <= ULTIMO_ANIO:
        raise ErrorDeTermino(f"El año {fecha.year} no sirve: va de {PRIMER_ANIO} a {ULTIMO_ANIO}.")
    return fecha
