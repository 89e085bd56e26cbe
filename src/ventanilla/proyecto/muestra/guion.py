"""Los pasos de cada destino, antes de representarlos. Puro."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from ventanilla.comun.calendario import Calendario
from ventanilla.comun.reloj import BOGOTA


@dataclass(frozen=True, order=True)
class Paso:
    """Un verbo y su momento."""

    momento: datetime
    verbo: str


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


def _con_parte(azar: Random, termino: int) -> list[tuple[str, int]]:
    return [*_hasta_aceptar(azar), ("pedir_parte", 4), ("entregar_parte", 7), *_responder(10)]


def _rebotada(azar: Random, termino: int) -> list[tuple[str, int]]:
    despues = [("rebotar", 8), ("enviar_otra_vez", 9), ("entregar", 12)]
    return [*_hasta_aceptar(azar), *_responder(6), *despues]


def _reparada(azar: Random, termino: int) -> list[tuple[str, int]]:
    return [*_hasta_aceptar(azar), *_responder(5, hasta="proyectar"), ("corregir", 6)]


def _vencida(azar: Random, termino: int) -> list[tuple[str, int]]:
    avisa = [("avisar", termino + 2)] if azar.random() < 0.4 else []
    return [*(_hasta_aceptar(azar) if azar.random() < 0.6 else _reparto(azar)), *avisa]


def _heredada(azar: Random, termino: int) -> list[tuple[str, int]]:
    return [("clasificar", 0), ("encargar", 1), ("aceptar", 2), *_responder(azar.randint(4, 12))]


def _despues_de_aceptar(*pasos: tuple[str, int]) -> Guion:
    return lambda azar, termino: [*_hasta_aceptar(azar), *pasos]


def _despues_de_repartir(*pasos: tuple[str, int]) -> Guion:
    return lambda azar, termino: [*_reparto(azar), *pasos]


_GUIONES: dict[str, Guion] = {
    "en_termino": _en_termino,
    "tarde": _tarde,
    "proyectada": _despues_de_aceptar(*_responder(5, hasta="proyectar")),
    "por_corregir": _reparada,
    "firmada": _despues_de_aceptar(*_responder(5, hasta="componer")),
    "sin_constancia": _despues_de_aceptar(
        *_responder(6, hasta="componer"), ("despachar_sin_prueba", 6)
    ),
    "requerida": _despues_de_aceptar(("requerir", 4)),
    "por_aclarar": _despues_de_aceptar(("devolver_aclarar", 4)),
    "prorrogada": _prorrogada,
    "completada": _completada,
    "desistida": lambda a, t: [*_hasta_aceptar(a), ("desistir", a.randint(4, 8))],
    "desistida_tacita": _despues_de_aceptar(("requerir", 5), ("declarar_desistimiento", 31)),
    "archivada_sin_aclarar": _despues_de_aceptar(
        ("devolver_aclarar", 5), ("archivar_sin_aclarar", 17)
    ),
    "trasladada": lambda a, t: [*_reparto(a), ("trasladar", a.choice((3, 4, 5, 8)))],
    "traslado_rebotado": _despues_de_repartir(("trasladar", 3), ("rebotar_oficio", 5)),
    "trasladada_en_parte": _despues_de_aceptar(("trasladar_una_parte", 4), *_responder(9)),
    "sin_competente": _despues_de_repartir(("sin_competente", 4)),
    "rechazada": _despues_de_aceptar(("rechazar", 5)),
    "anulada": lambda a, t: [("anular_por_error", 0)],
    "por_verificar": lambda a, t: [],
    "verificada": lambda a, t: [("verificar", 0), *_en_termino(a, t)],
    "automatica": lambda a, t: [("anular_automatica", 1)],
    "con_parte": _con_parte,
    "parte_abierta": _despues_de_aceptar(("pedir_parte", 4)),
    "parte_devuelta": _despues_de_aceptar(("pedir_parte", 4), ("devolver_parte", 5)),
    "con_alcance": _despues_de_aceptar(*_responder(6), ("dar_alcance", 12), ("leer_alcance", 13)),
    "rebotada": _rebotada,
    "rebotada_leida": _despues_de_aceptar(*_responder(6), ("leer", 8), ("rebotar", 9)),
    "remitida": _despues_de_aceptar(("remitir", 4), ("anotar_por_dentro", 5)),
    "devuelta": _despues_de_repartir(("devolver", 3)),
    "sin_repartir": lambda a, t: [],
    "sin_aceptar": lambda a, t: _reparto(a),
    "vencida": _vencida,
    "urgente": lambda a, t: [(verbo, 0) for verbo in ("clasificar", "repartir", "encargar")],
    "heredada": _heredada,
    "heredada_quieta": lambda a, t: [("clasificar", 0), ("encargar", 1), ("aceptar", 2)],
}
