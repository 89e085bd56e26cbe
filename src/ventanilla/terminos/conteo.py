"""La cuenta de un término: días hábiles con pausas, y plazos corridos. Puro.

Normas: CPACA art. 17 (se reactiva al día siguiente de completar), Ley 4 de 1913 arts. 59 a 62,
CGP art. 118.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ventanilla.comun.calendario import Calendario, mismo_dia_del_mes
from ventanilla.terminos.normas import Unidad

_UN_DIA = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Pausa:
    """Suspensión desde el día en que se pidió algo a la persona hasta el día en que lo entregó.

    Ninguno de los días después de `desde` y hasta `hasta` cuenta; sin `hasta`, sigue detenido.
    """

    desde: date
    hasta: date | None
    motivo: str


@dataclass(frozen=True, slots=True)
class DiaContado:
    """Un día de la explicación: si contó, por qué, y qué número de día fue."""

    fecha: date
    cuenta: bool
    motivo: str
    numero: int | None = None


@dataclass(frozen=True, slots=True)
class Conteo:
    """Resultado de contar.

    `tramo_desde` es el día desde el que corre lo que falta (la recepción o el último complemento);
    `consumidos`, los días que ya habían corrido. `minimo` avisa que no quedaba ninguno y se dio un
    día hábil. `vence` es `None` mientras el término está suspendido.
    """

    vence: date | None
    tramo_desde: date
    consumidos: int = 0
    suspendido_desde: date | None = None
    minimo: bool = False


def contar(
    calendario: Calendario,
    recibida: date,
    dias: int,
    pausas: tuple[Pausa, ...] = (),
    *,
    reinicia: bool = False,
) -> Conteo:
    """Cuenta `dias` hábiles desde el día siguiente a `recibida`, saltando las pausas.

    Lo consumido va del día uno al del requerimiento, incluido; el resto corre desde el día
    siguiente al complemento. Con `reinicia`, el término empieza de nuevo.
    """
    tramo, consumidos = recibida, 0
    for pausa in pausas:
        if not reinicia:
            consumidos += max(0, calendario.contar_habiles(tramo, pausa.desde))
        if pausa.hasta is None:
            return Conteo(None, tramo, consumidos, suspendido_desde=pausa.desde)
        tramo = max(tramo, pausa.hasta)
    restantes = dias - consumidos
    vence = calendario.sumar_habiles(tramo, max(restantes, 1))
    return Conteo(vence, tramo, consumidos, minimo=restantes < 1)


def corrido(
    calendario: Calendario,
    recibida: date,
    cantidad: int,
    unidad: Unidad,
    pausas: tuple[Pausa, ...] = (),
) -> Conteo:
    """Meses o días calendario: lo suspendido se agrega, y si termina en día no hábil se corre."""
    detenidos = 0
    for pausa in pausas:
        if pausa.hasta is None:
            return Conteo(None, recibida, suspendido_desde=pausa.desde)
        detenidos += (pausa.hasta - pausa.desde).days
    if unidad is Unidad.MESES:
        nominal = mismo_dia_del_mes(recibida, cantidad)
    else:
        nominal = recibida + timedelta(days=cantidad)
    return Conteo(calendario.siguiente_habil(nominal + timedelta(days=detenidos)), recibida)


def recorrer(
    calendario: Calendario,
    recibida: date,
    dias: int,
    pausas: tuple[Pausa, ...],
    fin: date,
    *,
    reinicia: bool = False,
) -> Iterator[DiaContado]:
    """Día por día después de `recibida` y hasta `fin`: cuáles contaron, hasta completar `dias`."""
    reinicio = max((p.hasta for p in pausas if p.hasta), default=recibida) if reinicia else recibida
    numero, dia = 0, recibida
    while dia < fin:
        dia += _UN_DIA
        motivo = _por_que_no(calendario, dia, pausas, reinicio)
        if motivo is not None:
            yield DiaContado(dia, False, motivo)
        elif numero < dias:
            numero += 1
            yield DiaContado(dia, True, "día hábil", numero)
        else:
            yield DiaContado(dia, False, "el término ya se había completado; día mínimo, revísese")


def _por_que_no(
    calendario: Calendario, dia: date, pausas: tuple[Pausa, ...], reinicio: date
) -> str | None:
    for pausa in pausas:
        if pausa.desde < dia and (pausa.hasta is None or dia <= pausa.hasta):
            return f"término detenido: {pausa.motivo}"
    motivo = calendario.motivo_no_habil(dia)
    if motivo is None and dia <= reinicio:
        return "el término volvió a empezar después de este día"
    return motivo
