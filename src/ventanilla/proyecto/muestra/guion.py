"""Qué le pasa a cada petición y cuándo: el guion, antes de representarlo. Puro."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from ventanilla.comun.calendario import Calendario
from ventanilla.comun.reloj import BOGOTA

# (destino, cuántas como mínimo, edad mínima y máxima en días hábiles): para que cada estado se vea.
CUOTAS = (
    ("proyectada", 6, 5, 13),
    ("firmada", 5, 5, 13),
    ("sin_constancia", 5, 7, 14),
    ("requerida", 6, 4, 14),
    ("por_aclarar", 4, 4, 9),
    ("prorrogada", 6, 14, 20),
    ("completada", 4, 30, 60),
    ("desistida", 6, 8, 90),
    ("trasladada", 9, 9, 120),
    ("sin_aceptar", 5, 6, 12),
    ("sin_repartir", 4, 0, 2),
    ("vencida", 10, 20, 70),
)
# Las cuotas son de lo que vence a los quince días o menos: una consulta de treinta no sirve.
_COMUN = 15
_DE_ANTES = (("en_termino", 75), ("tarde", 18), ("trasladada", 4), ("desistida", 2), ("vencida", 1))


@dataclass(frozen=True, order=True)
class Paso:
    """Un verbo y su momento."""

    momento: datetime
    verbo: str


def destinos(edades: Sequence[int], terminos: Sequence[int], azar: Random) -> list[str]:
    """A qué llega cada petición, según cuántos días hábiles tiene y cuántos le da la ley.

    Primero se reparten las cuotas; después, lo que ya venció se responde casi siempre y lo reciente
    sigue su curso hasta donde alcance. Con término cero (felicitaciones, autoridades) se responde.
    """
    escogidos = ["" if termino else "en_termino" for termino in terminos]
    for destino, cuantas, minima, maxima in CUOTAS:
        libres = [
            i
            for i, edad in enumerate(edades)
            if not escogidos[i] and minima <= edad <= maxima and terminos[i] <= _COMUN
        ]
        for i in azar.sample(libres, min(cuantas, len(libres))):
            escogidos[i] = destino
    nombres, pesos = [d for d, _ in _DE_ANTES], [peso for _, peso in _DE_ANTES]
    for i, edad in enumerate(edades):
        if not escogidos[i]:
            vieja = edad > terminos[i] + 14
            escogidos[i] = azar.choices(nombres, pesos)[0] if vieja else "en_termino"
    return escogidos


@dataclass
class _Agenda:
    """Da momentos de oficina que nunca retroceden."""

    azar: Random
    calendario: Calendario
    inicio: date
    momento: datetime

    def en(self, habiles: int) -> datetime:
        """Un momento del día hábil número `habiles` desde la recepción."""
        dia = self.calendario.sumar_habiles(self.inicio, habiles)
        dia = self.calendario.siguiente_habil(dia)
        hora = time(self.azar.choice((8, 9, 10, 11, 14, 15, 16)), self.azar.randint(0, 59))
        propuesto = datetime.combine(dia, hora, tzinfo=BOGOTA)
        minimo = self.momento + timedelta(minutes=self.azar.randint(6, 50))
        self.momento = max(propuesto, minimo)
        return self.momento


def pasos(
    destino: str, *, radicada: datetime, termino: int, azar: Random, calendario: Calendario
) -> list[Paso]:
    """Los pasos de una petición hasta su destino, en orden."""
    agenda = _Agenda(azar, calendario, radicada.date(), radicada)
    guion = _GUIONES[destino]
    return [Paso(agenda.en(dia), verbo) for verbo, dia in guion(azar, termino)]


Guion = Callable[[Random, int], list[tuple[str, int]]]


def _reparto(azar: Random) -> list[tuple[str, int]]:
    primero = azar.choice((0, 0, 1))
    return [("clasificar", primero), ("repartir", primero), ("encargar", azar.choice((1, 2)))]


def _hasta_aceptar(azar: Random) -> list[tuple[str, int]]:
    return [*_reparto(azar), ("aceptar", azar.choice((2, 3, 4)))]


def _responder(dia: int, *, hasta: str = "despachar") -> list[tuple[str, int]]:
    todos = [("escribir", max(dia - 2, 3)), ("proyectar", max(dia - 1, 3)), ("firmar", dia)]
    todos += [("componer", dia), ("despachar", dia)]
    verbos = [verbo for verbo, _ in todos]
    return todos[: verbos.index(hasta) + 1]


def _corto(termino: int) -> bool:
    return termino < 5


def _en_termino(azar: Random, termino: int) -> list[tuple[str, int]]:
    if _corto(termino):
        reparto = [(verbo, 0) for verbo in ("clasificar", "repartir", "encargar", "aceptar")]
        return [*reparto, *[(verbo, 1) for verbo, _ in _responder(1)]]
    return [*_hasta_aceptar(azar), *_responder(azar.randint(4, max(4, termino - 6)))]


def _tarde(azar: Random, termino: int) -> list[tuple[str, int]]:
    return [*_hasta_aceptar(azar), *_responder(termino + azar.randint(1, 9))]


def _prorrogada(azar: Random, termino: int) -> list[tuple[str, int]]:
    return [*_hasta_aceptar(azar), ("prorrogar", max(termino - 2, 5))]


def _completada(azar: Random, termino: int) -> list[tuple[str, int]]:
    antes = [*_hasta_aceptar(azar), ("requerir", 6), ("completar", 14)]
    return [*antes, *_responder(14 + max(termino - 9, 3))]


_GUIONES: dict[str, Guion] = {
    "en_termino": _en_termino,
    "tarde": _tarde,
    "proyectada": lambda a, t: [*_hasta_aceptar(a), *_responder(5, hasta="proyectar")],
    "firmada": lambda a, t: [*_hasta_aceptar(a), *_responder(5, hasta="componer")],
    "sin_constancia": lambda a, t: [
        *_hasta_aceptar(a),
        *_responder(6, hasta="componer"),
        ("despachar_sin_constancia", 6),
    ],
    "requerida": lambda a, t: [*_hasta_aceptar(a), ("requerir", 4)],
    "por_aclarar": lambda a, t: [*_hasta_aceptar(a), ("devolver_aclarar", 4)],
    "prorrogada": _prorrogada,
    "completada": _completada,
    "desistida": lambda a, t: [*_hasta_aceptar(a), ("desistir", a.randint(4, 8))],
    "trasladada": lambda a, t: [*_reparto(a), ("trasladar", a.choice((3, 4, 5, 8)))],
    "sin_repartir": lambda a, t: [],
    "sin_aceptar": lambda a, t: _reparto(a),
    "vencida": lambda a, t: [
        *(_hasta_aceptar(a) if a.random() < 0.6 else _reparto(a)),
        *([("avisar", t + 2)] if a.random() < 0.4 else []),
    ],
}
