"""Las fechas dichas como las diría una persona, siempre en hora legal de Colombia.

Funciones puras: no leen el reloj ni la configuración. Entre números, letras y «a. m.» va el
espacio común; quien necesite que la línea no se parta ahí lo cambia al componer.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from ventanilla.comun.reloj import en_bogota

DIAS = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")
MESES = (
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
)


def fecha_larga(fecha: date, *, con_anio: bool = True) -> str:
    """«lunes 14 de diciembre de 2026»; sin año, «lunes 14 de diciembre».

    El día que se dice es el del objeto: de un `datetime` hay que sacar antes la fecha en Bogotá
    (`momento_largo` lo hace), para que la medianoche de otro país no corra el día.
    """
    dicho = f"{DIAS[fecha.weekday()]} {fecha.day} de {MESES[fecha.month - 1]}"
    return f"{dicho} de {fecha.year}" if con_anio else dicho


def fecha_corta(fecha: date) -> str:
    """«14/12/2026»: día, mes y año con dos, dos y cuatro cifras."""
    return f"{fecha.day:02d}/{fecha.month:02d}/{fecha.year:04d}"


def fecha_mediana(fecha: date) -> str:
    """«14 de diciembre de 2026», como se escribe en el encabezado de un oficio."""
    return f"{fecha.day} de {MESES[fecha.month - 1]} de {fecha.year}"


def hora(momento: datetime) -> str:
    """«10:42 a. m.»; el mediodía es «12:00 p. m.» y la medianoche «12:00 a. m.»."""
    local = en_bogota(momento)
    mitad = "a. m." if local.hour < 12 else "p. m."
    return f"{local.hour % 12 or 12}:{local.minute:02d} {mitad}"


def momento_largo(momento: datetime) -> str:
    """«lunes 14 de diciembre de 2026, 10:42 a. m.», en hora de Bogotá."""
    return f"{fecha_larga(en_bogota(momento).date())}, {hora(momento)}"


def momento_corto(momento: datetime) -> str:
    """«14/12/2026, 10:42 a. m.», en hora de Bogotá."""
    return f"{fecha_corta(en_bogota(momento).date())}, {hora(momento)}"


def cantidad(numero: int, singular: str, plural: str) -> str:
    """«1 día», «0 días», «2.345 días»: número con punto de miles y la palabra que concuerda."""
    cifras = f"{numero:,}".replace(",", ".")
    return f"{cifras} {singular if abs(numero) == 1 else plural}"


def peso(octetos: int) -> str:
    """«310 KB», «1,2 MB»: como lo muestra el teléfono de la persona."""
    if octetos < 1024:
        return cantidad(octetos, "byte", "bytes")
    if octetos < 1024 * 1024:
        return f"{round(octetos / 1024)} KB"
    return f"{octetos / 1024 / 1024:.1f} MB".replace(".0 ", " ").replace(".", ",")


def dias(numero: int, *, habiles: bool = False) -> str:
    """«1 día», «15 días»; con `habiles`, «1 día hábil», «15 días hábiles»."""
    if habiles:
        return cantidad(numero, "día hábil", "días hábiles")
    return cantidad(numero, "día", "días")


def hace_cuanto(dias_pasados: int) -> str:
    """Distancia en días calendario: «hoy», «ayer», «hace 4 días», «mañana», «en 3 días».

    `dias_pasados` es positivo hacia el pasado y negativo hacia el futuro.
    """
    cercanos = {0: "hoy", 1: "ayer", -1: "mañana"}
    if dias_pasados in cercanos:
        return cercanos[dias_pasados]
    return f"hace {dias(dias_pasados)}" if dias_pasados > 0 else f"en {dias(-dias_pasados)}"


def enumerar(partes: Sequence[str]) -> str:
    """«a», «a y b», «a, b y c»; «e» ante el sonido i («Bogotá e Ibagué»)."""
    if len(partes) < 2:
        return "".join(partes)
    ultima = partes[-1]
    inicio = ultima.lower()
    suena_i = inicio.startswith(("i", "í", "hi", "hí")) and not inicio.startswith(
        ("hia", "hie", "hio", "ia", "ie", "io")
    )
    return f"{', '.join(partes[:-1])} {'e' if suena_i else 'y'} {ultima}"
