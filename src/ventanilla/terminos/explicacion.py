"""Por qué vence cuando vence, día por día. Puro."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from ventanilla.comun.calendario import mismo_dia_del_mes
from ventanilla.comun.fechas import fecha_mediana, hora
from ventanilla.terminos.caso import Caso, Termino
from ventanilla.terminos.conteo import DiaContado, recorrer
from ventanilla.terminos.normas import Unidad

_UN_DIA = timedelta(days=1)


def dias_contados(caso: Caso, termino: Termino) -> tuple[DiaContado, ...]:
    """Cada día desde la recepción hasta el vencimiento, o hasta que el término se detuvo.

    En un término de días hábiles con fecha hay tantos días contados como `termino.dias_totales`.
    Siempre trae al menos un día y el último es `termino.vence`, si lo hay.
    """
    if termino.unidad is Unidad.SIN_TERMINO:
        motivo = "la ley no fija un término para esta clase"
        return (DiaContado(caso.recibida.date(), False, motivo),)
    if termino.unidad in (Unidad.HORAS, Unidad.DOCUMENTO):
        return tuple(_fijados(caso, termino))
    antes = _antes_de_contar(caso.recibida.date(), termino.inicio)
    if termino.unidad is Unidad.HABILES:
        return (*antes, *_habiles(caso, termino))
    return (*antes, *_corridos(caso, termino))


def _antes_de_contar(recibida: date, inicio: date) -> Iterator[DiaContado]:
    if inicio <= recibida:
        motivo = "día en que se recibió" if inicio == recibida else "día desde el que se cuenta"
        yield DiaContado(inicio, False, f"{motivo}, no se cuenta")
        return
    yield DiaContado(recibida, False, "día en que se recibió, no se cuenta")
    dia = recibida
    while dia < inicio:
        dia += _UN_DIA
        motivo = f"todavía no se cuenta, se cuenta desde el {fecha_mediana(inicio)}"
        yield DiaContado(dia, False, motivo)


def _fin(termino: Termino) -> date:
    if termino.vence is not None:
        return termino.vence
    # Detenido: se muestra hasta el primer día que ya no corrió.
    return max(termino.suspendido_desde or termino.inicio, termino.inicio) + _UN_DIA


def _habiles(caso: Caso, termino: Termino) -> Iterator[DiaContado]:
    return recorrer(
        caso.calendario,
        termino.inicio,
        termino.dias_totales,
        termino.pausas,
        _fin(termino),
        reinicia=termino.reinicia,
    )


def _corridos(caso: Caso, termino: Termino) -> Iterator[DiaContado]:
    cantidad = termino.dias or 0
    if termino.unidad is Unidad.MESES:
        cantidad = (mismo_dia_del_mes(termino.inicio, cantidad) - termino.inicio).days
    por_que = "corre" if termino.unidad is Unidad.MESES else "día calendario"
    dia, numero = termino.inicio, 0
    while dia < _fin(termino):
        dia += _UN_DIA
        pausa = next(
            (p for p in termino.pausas if p.desde < dia and (p.hasta is None or dia <= p.hasta)),
            None,
        )
        if pausa is not None:
            yield DiaContado(dia, False, f"término detenido: {pausa.motivo}")
        elif numero < cantidad:
            numero += 1
            yield DiaContado(dia, True, por_que, numero)
        else:
            motivo = caso.calendario.motivo_no_habil(dia)
            yield DiaContado(dia, False, motivo or "terminó en día no hábil y pasó a este")


def _fijados(caso: Caso, termino: Termino) -> Iterator[DiaContado]:
    recibida, vence = caso.recibida.date(), termino.vence
    if vence is None:
        return
    if recibida < vence:
        yield DiaContado(recibida, False, "día en que se recibió")
    motivo = "último día que fija el documento"
    limite = termino.momento_vence
    if limite is not None and limite.date() == vence:
        motivo = f"vence a las {hora(limite)}, hora que fija el documento"
    yield DiaContado(vence, True, motivo)
