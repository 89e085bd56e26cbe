"""Cómo se imprime un número y cuándo se da."""

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
