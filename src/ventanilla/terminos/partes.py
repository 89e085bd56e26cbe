"""El reloj de la parte que otra dependencia debe entregar para responder. Puro.

Adentro de la entidad el término es uno solo (CPACA arts. 14 y 21): la parte se pide para antes, y su
reloj nunca pasa del de la respuesta.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from functools import partial

from ventanilla.comun.calendario import Calendario, momento_limite
from ventanilla.terminos.caso import Caso, Termino
from ventanilla.terminos.conteo import DiaContado, recorrer
from ventanilla.terminos.hechos import Hecho, en_hora_legal, fecha_de
from ventanilla.terminos.normas import Unidad
from ventanilla.terminos.reloj import Reloj

CLASE = "parte"
PEDIDA = "parte_pedida"
TERMINAN = frozenset({"parte_entregada", "parte_devuelta", "parte_retirada"})
DIAS_DE_COSTUMBRE = 5
_PEDIDA_PARA = "La fecha que fijó la dependencia que responde"
_TOPE = "El término de la respuesta (Ley 1437 de 2011, artículo 14): la parte no pasa de él"


def relojes_de_partes(caso: Caso, termino: Termino) -> list[Reloj]:
    """Un reloj por parte pedida, en el orden en que se pidieron."""
    return [
        _reloj(caso, termino, pedida, hasta)
        for pedida in caso.hechos
        if pedida.tipo == PEDIDA
        and pedida.datos.get("parte")
        and (hasta := fecha_de(pedida.datos.get("hasta"))) is not None
    ]


def fecha_propuesta(calendario: Calendario, hoy: date, vence: date | None) -> date:
    """Para cuándo conviene pedir una parte: la mitad de lo que queda, y cinco días a lo sumo.

    Siempre es de hoy en adelante. Si el término ya venció, o vence hoy, es hoy.

    Args:
        vence: último día de la respuesta; `None` si está detenido o no tiene término.
    """
    if vence is None:
        return calendario.sumar_habiles(hoy, DIAS_DE_COSTUMBRE)
    quedan = calendario.contar_habiles(hoy, vence)
    if quedan < 1:
        return hoy
    return calendario.sumar_habiles(hoy, max(1, min(DIAS_DE_COSTUMBRE, quedan // 2)))


def ultima_fecha(hoy: date, vence: date | None) -> date | None:
    """Lo más tarde que se puede pedir una parte; `None` si la respuesta no tiene fecha."""
    return None if vence is None else max(hoy, vence)


def _reloj(caso: Caso, termino: Termino, pedida: Hecho, hasta: date) -> Reloj:
    desde = pedida.fecha
    vence = max(desde, hasta)
    norma, limite = _PEDIDA_PARA, momento_limite(vence)
    tope = termino.momento_vence
    if tope is not None and termino.vence is not None and tope < limite:
        # Si el término ya había vencido, se pidió para el mismo día: antes no se podía entregar.
        vence, norma = max(desde, termino.vence), _TOPE
        limite = tope if tope > en_hora_legal(pedida.momento) else momento_limite(vence)
    dias = max(0, caso.calendario.contar_habiles(desde, vence))
    return Reloj(
        clase=CLASE,
        parte=str(pedida.datos["parte"]),
        vence=vence,
        momento_vence=limite,
        norma=norma,
        version="entidad",
        dias=dias,
        unidad=Unidad.HABILES,
        cumplido_en=_terminada(caso, pedida),
        activo_desde=desde,
        _explicar=partial(_dias, caso.calendario, desde, dias, vence),
    )


def _terminada(caso: Caso, pedida: Hecho) -> datetime | None:
    """Cuándo se entregó, se devolvió o se retiró, o terminó la petición."""
    cual = pedida.datos["parte"]
    for hecho in caso.hechos[caso.hechos.index(pedida) + 1 :]:
        if hecho.cierra or (hecho.tipo in TERMINAN and hecho.datos.get("parte") == cual):
            return en_hora_legal(hecho.momento)
    return None


def _dias(calendario: Calendario, desde: date, dias: int, vence: date) -> tuple[DiaContado, ...]:
    def contados() -> Iterator[DiaContado]:
        yield DiaContado(desde, False, "día en que se pidió, no se cuenta")
        yield from recorrer(calendario, desde, dias, (), vence)

    return tuple(contados())
