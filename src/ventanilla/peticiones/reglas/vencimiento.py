"""Qué fechas de una petición se copian en ella para ordenar y contar. Puro.

De los relojes de un cómputo salen dos: la que le corre a la entidad y hasta cuándo tiene la persona.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import NamedTuple

from ventanilla.comun.calendario import momento_limite
from ventanilla.terminos.computar import Computo, Reloj


class Vencimiento(NamedTuple):
    """Lo que la petición guarda de sus relojes; los nombres son los de sus columnas.

    `vence` es el último día y `vence_momento`, el instante exclusivo, del reloj `vence_clase`, el
    primero que le corre a la entidad; si ninguno le corre, el de la persona; si no hay, vacíos.
    `persona_hasta` es el último día de la persona para lo último que se le pidió y no ha contestado.
    """

    vence: date | None = None
    vence_momento: datetime | None = None
    vence_clase: str = ""
    persona_hasta: date | None = None


def vencimiento(computo: Computo) -> Vencimiento:
    """Las fechas que se vigilan.

    Manda lo que le corre a la entidad: pedir que aclare no detiene el término (CPACA art. 19), salvo
    que el reglamento lo diga; pedir que complete sí (art. 17), y entonces la fecha que queda es la
    de la persona. Hasta aceptar la competencia se muestra antes el de los cinco días (art. 21). Si
    hay dos lecturas de una fecha, la alarma va sobre la más temprana. Las partes van aparte.
    """
    abiertos = [r for r in computo.relojes if r.cumplido_en is None and r.vence and not r.parte]
    de_la_persona = [r for r in abiertos if r.obligado == "ciudadania"]
    de_la_entidad = [r for r in abiertos if r.obligado != "ciudadania"]
    pedido = max(de_la_persona, key=lambda r: (r.activo_desde or date.min, r.clase), default=None)
    hasta = pedido.vence if pedido else None
    corren = sorted(_con_su_alarma(de_la_entidad or de_la_persona, computo))
    if not corren:
        return Vencimiento(persona_hasta=hasta)
    momento, clase, dia = corren[0]
    return Vencimiento(dia, momento, clase, hasta)


def alterna(reloj: Reloj, computo: Computo) -> date | None:
    """La fecha más temprana de las otras lecturas, si la hay: sobre ella va la alarma."""
    if reloj is not computo.respuesta or computo.alarma == reloj.vence:
        return None
    return computo.alarma


def _con_su_alarma(
    relojes: Iterable[Reloj], computo: Computo
) -> Iterator[tuple[datetime, str, date]]:
    """(instante, clase, último día) de cada reloj que corre, con su lectura más temprana."""
    for reloj in relojes:
        if reloj.vence is None or reloj.momento_vence is None:
            continue
        otra = alterna(reloj, computo)
        if otra is not None and otra < reloj.vence:
            yield momento_limite(otra), reloj.clase, otra
        else:
            yield reloj.momento_vence, reloj.clase, reloj.vence
