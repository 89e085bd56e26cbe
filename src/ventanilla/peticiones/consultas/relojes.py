"""Los relojes de una petición, desde sus hechos."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from functools import cache

from ventanilla.comun.calendario import Calendario
from ventanilla.comun.reloj import en_bogota
from ventanilla.directorio.consultas import entidad
from ventanilla.directorio.consultas.reglamento import (
    Version,
    valores_en,
    versiones_adoptadas,
)
from ventanilla.directorio.models import Dependencia, Entidad
from ventanilla.peticiones.models import Peticion
from ventanilla.peticiones.reglas.vencimiento import Vencimiento
from ventanilla.terminos.computar import Computo, computar
from ventanilla.terminos.hechos import Hecho
from ventanilla.terminos.politica import (
    Especial,
    Politica,
    Reactivacion,
    Recepcion,
    Transicion,
)


def politica_de_la_entidad(
    de: Entidad | None = None,
    *,
    dia: date | None = None,
    versiones: Sequence[Version] | None = None,
) -> Politica:
    """Lo que el reglamento de la entidad escoge donde la ley deja dos lecturas.

    Args:
        dia: el de la recepción: cada petición se rige por la versión que había al llegar. Sin él, lo
            que rige hoy.
        versiones: las del reglamento, si ya se leyeron.
    """
    e = de or entidad()
    regia = valores_en(dia, e, versiones=versiones) if dia is not None else {}
    cierre = regia.get("hora_cierre", e.hora_cierre)
    return Politica(
        recepcion=Recepcion(regia.get("recepcion", e.recepcion)),
        hora_cierre=time.fromisoformat(cierre) if isinstance(cierre, str) else cierre,
        reactivacion=Reactivacion(regia.get("reactivacion", e.reactivacion)),
        transicion_2207=Transicion(e.transicion_2207),
        aclaracion_detiene=regia.get("aclaracion_detiene", e.aclaracion_detiene),
    )


def politica_por_dia(de: Entidad | None = None) -> Callable[[date], Politica]:
    """La que regía cada día, para muchas peticiones: la entidad y el reglamento se leen una vez.

    Args:
        de: la entidad con los ajustes con que se cuenta; sin ella, los de hoy.
    """
    propia, versiones = de or entidad(), versiones_adoptadas()
    return cache(lambda dia: politica_de_la_entidad(propia, dia=dia, versiones=versiones))


def hechos_de(peticion: Peticion) -> list[Hecho]:
    """Las actuaciones que mueven relojes, como hechos."""
    return [
        Hecho(tipo=a.tipo, momento=en_bogota(a.momento), datos=a.datos)
        for a in peticion.actuaciones.all()
    ]


def guardado(peticion: Peticion) -> Vencimiento:
    """Las fechas que la petición tiene copiadas."""
    return Vencimiento(
        peticion.vence, peticion.vence_momento, peticion.vence_clase, peticion.persona_hasta
    )


def especial_de(peticion: Peticion) -> Especial | None:
    """El término o la fecha que el propio documento o su norma fijan, si los hay."""
    return Especial.de_json(peticion.especial) if peticion.especial else None


def calendario_de(dependencia: Dependencia | None, calendario: Calendario) -> Calendario:
    """El calendario sin los cierres que exceptúan a esa dependencia o no la cobijan."""
    return calendario.para(dependencia.codigo) if dependencia else calendario


def _politica_del(dia: date) -> Politica:
    return politica_de_la_entidad(dia=dia)


def computo_de(
    peticion: Peticion,
    *,
    calendario: Calendario,
    recepcion: datetime | None = None,
    si: Sequence[Hecho] = (),
    politica_del: Callable[[date], Politica] | None = None,
) -> Computo:
    """El cómputo de la petición con sus actuaciones guardadas.

    Cuenta con el calendario de la dependencia que la tiene: un cierre puede no cobijarla.

    Args:
        si: hechos que todavía no pasan, para saber qué cambiarían.
        politica_del: la que regía cada día (`politica_por_dia`), para computar muchas; sin ella se
            lee la de esta.
    """
    recibida = en_bogota(recepcion or peticion.radicado.momento_recepcion)
    return computar(
        peticion.clase,
        recibida,
        actuaciones=[*hechos_de(peticion), *si],
        calendario=calendario_de(peticion.dependencia, calendario),
        politica=(politica_del or _politica_del)(recibida.date()),
        especial=especial_de(peticion),
        excluye_ampliacion=peticion.excluye_ampliacion,
    )
