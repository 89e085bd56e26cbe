"""Cómo se imprime un número, cómo lo escribe la gente y cuándo se da."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from ventanilla.comun.reloj import en_bogota


class MascaraInvalida(ValueError):
    """La máscara no se puede imprimir; el mensaje dice qué partes admite."""


def imprimir(mascara: str, *, vigencia: int, consecutivo: int, dependencia: str = "") -> str:
    """El número como se lee: `{vigencia}-{consecutivo:06d}` → «2026-000123».

    Raises:
        MascaraInvalida: si la máscara pide partes que no existen o no lleva el consecutivo.
    """
    if "{consecutivo" not in mascara:
        raise MascaraInvalida("La máscara debe llevar {consecutivo}.")
    try:
        return mascara.format(vigencia=vigencia, consecutivo=consecutivo, dependencia=dependencia)
    except (KeyError, IndexError, ValueError) as error:
        raise MascaraInvalida(
            "La máscara solo admite {vigencia}, {consecutivo} y {dependencia}."
        ) from error


_ESCRITO = re.compile(
    r"(?P<letras>[a-z]{0,8})[\s.\-]*"
    r"(?:(?P<vigencia>(?:19|20)\d{2})(?:[\s.\-/\u2010-\u2015\u2212]+|(?=\d{6}$)))?"
    r"(?P<consecutivo>\d{1,9})",
    re.IGNORECASE | re.ASCII,
)


@dataclass(frozen=True)
class NumeroEscrito:
    """Un número de radicado como alguien lo dijo; `vigencia` es `None` si no dijo el año."""

    letras: str
    vigencia: int | None
    consecutivo: int


def leer_numero(escrito: str) -> NumeroEscrito | None:
    """«2026-12», «S2026-000012», «2026 000012» o «12»; `None` si no tiene forma de número.

    Los ceros de la izquierda no cambian el número: se imprimen con cinco o con seis cifras.
    """
    hallado = _ESCRITO.fullmatch(escrito.strip())
    if hallado is None:
        return None
    vigencia = hallado["vigencia"]
    return NumeroEscrito(
        letras=hallado["letras"].upper(),
        vigencia=int(vigencia) if vigencia else None,
        consecutivo=int(hallado["consecutivo"]),
    )


def vigencia_de(momento: datetime) -> int:
    """El año, en la pared de Bogotá."""
    return en_bogota(momento).year


def huecos(numeros: list[int], *, desde: int, hasta: int) -> list[int]:
    """Los consecutivos que faltan entre `desde` y `hasta`, ambos incluidos."""
    presentes = set(numeros)
    return [n for n in range(desde, hasta + 1) if n not in presentes]


ESPERAS_MINUTOS = (1, 5, 15, 60, 240, 720)
INSISTENCIA = timedelta(days=3)


def siguiente_intento(intentos: int, *, creado: datetime, ahora: datetime) -> datetime | None:
    """Cuándo insistir después de `intentos` fallidos; `None` si ya van tres días y se desiste.

    Las esperas crecen (1, 5, 15 y 60 minutos, 4 y 12 horas) para no ahogar a un servidor caído.
    """
    espera = ESPERAS_MINUTOS[min(intentos, len(ESPERAS_MINUTOS)) - 1]
    siguiente = ahora + timedelta(minutes=espera)
    return siguiente if siguiente <= creado + INSISTENCIA else None
