"""Hasta dónde y hasta cuándo lee un ente de control desde afuera."""

import re
from datetime import date, datetime
from enum import StrEnum

from ventanilla.comun.errores import Falta

MAXIMO_DIAS = 180
MAXIMO_NUMEROS = 500
_CORREO = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# Celular (3xx xxx xxxx) o fijo con indicativo (60x xxx xxxx), con espacios, guiones o +57.
_TELEFONO = re.compile(
    r"(?<![\d-])(?:\+?57[ -]?)?\(?(?:3\d{2}|60\d)\)?[ -]?\d{3}[ -]?\d{4}(?![\d-])"
)


class EstadoDelAcceso(StrEnum):
    """Cómo está un acceso hoy; solo el vigente abre."""

    POR_EMPEZAR = "por_empezar"
    VIGENTE = "vigente"
    VENCIDO = "vencido"
    REVOCADO = "revocado"


def estado_del_acceso(
    desde: date, hasta: date, revocado: datetime | None, hoy: date
) -> EstadoDelAcceso:
    """Vence solo: el último día todavía sirve, el siguiente no."""
    if revocado is not None:
        return EstadoDelAcceso.REVOCADO
    if hoy < desde:
        return EstadoDelAcceso.POR_EMPEZAR
    return EstadoDelAcceso.VIGENTE if hoy <= hasta else EstadoDelAcceso.VENCIDO


def faltas_de_fechas(desde: date, hasta: date, hoy: date) -> list[Falta]:
    """Por qué esas fechas no sirven; vacía si sirven."""
    if hasta < desde:
        return [Falta("hasta", "El último día no puede ser anterior al primero.")]
    if hasta < hoy:
        return [Falta("hasta", "Ese día ya pasó: escoja hoy o un día que venga.")]
    if (hasta - desde).days >= MAXIMO_DIAS:
        return [
            Falta(
                "hasta",
                f"Un acceso dura {MAXIMO_DIAS} días a lo sumo. Si hace falta más tiempo, dé otro "
                "cuando este venza.",
            )
        ]
    return []


def leer_numeros(escrito: str) -> list[str]:
    """Los números de una lista escrita con renglones, comas o espacios, sin repetir y en orden."""
    return list(dict.fromkeys(re.split(r"[\s,;]+", escrito.strip()))) if escrito.strip() else []


def tapar_contacto(texto: str) -> str:
    """El texto sin correos ni teléfonos (Ley 1581 de 2012 art. 4: solo lo necesario).

    Tapa lo que tiene forma de correo, de celular o de fijo con indicativo. Una dirección escrita en
    prosa no se reconoce.
    """
    return _TELEFONO.sub("[teléfono]", _CORREO.sub("[correo]", texto))
