"""Los días que la entidad no trabaja, y el calendario con que cuenta."""

from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet

from ventanilla.comun.calendario import Calendario, DiaLocal, Efecto, nacional
from ventanilla.directorio.consultas.entidad import entidad
from ventanilla.directorio.models import (
    DiaNoHabil,
    Entidad,
)


def calendario_de_la_entidad(de: Entidad | None = None) -> Calendario:
    """El calendario nacional más los días no hábiles de la entidad (`de`, si ya se leyó)."""
    return calendario_con(DiaNoHabil.objects.filter(revocado_por=""), de)


def calendario_con(dias: QuerySet[DiaNoHabil], de: Entidad | None = None) -> Calendario:
    """El calendario nacional más esos días."""
    filas = dias.order_by("fecha", "id").values_list(
        *("fecha", "motivo", "acto", "efecto", "afecta_terminos_legales"),
        *("dependencias_exceptuadas", "alcance"),
    )
    return _calendario(
        tuple((f, m, a, e, bool(t), tuple(x), tuple(s)) for f, m, a, e, t, x, s in filas),
        *(de or entidad()).sabados,
    )


@lru_cache(maxsize=4)
def _calendario(
    filas: tuple[tuple[Any, ...], ...],
    jornada_sabado: bool,
    sabados: tuple[tuple[date, bool], ...],
) -> Calendario:
    locales = [
        DiaLocal(
            fecha=fecha,
            motivo=motivo,
            acto=acto,
            efecto=Efecto(efecto),
            afecta_terminos_legales=afecta,
            dependencias_exceptuadas=frozenset(exceptuadas),
            alcance=frozenset(alcance),
        )
        for fecha, motivo, acto, efecto, afecta, exceptuadas, alcance in filas
    ]
    if not sabados:
        return nacional(jornada_sabado=jornada_sabado).con(locales)
    return Calendario(jornada_sabado=jornada_sabado, sabados=sabados, locales=locales)


def dias_no_habiles(desde: date) -> list[DiaNoHabil]:
    """Los días que la entidad cierra por acto propio, desde esa fecha."""
    return list(DiaNoHabil.objects.filter(fecha__gte=desde).order_by("fecha", "id"))
