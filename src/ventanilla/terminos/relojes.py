"""Todos los relojes de una petición y los topes que la ley pone. Puro.

CPACA arts. 14, 17, 19 y 21; Ley 1581 de 2012 art. 15.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from ventanilla.comun.calendario import Calendario
from ventanilla.terminos.caso import Caso, Termino
from ventanilla.terminos.explicacion import dias_contados
from ventanilla.terminos.normas import Regla, regla_de_procedimiento
from ventanilla.terminos.partes import relojes_de_partes
from ventanilla.terminos.persona import (
    desistimiento_desde,
    reloj_de_aclarar,
    reloj_de_completar,
)
from ventanilla.terminos.reloj import Reloj, Topes, cumplido, reloj_habil


def topes_y_relojes(caso: Caso, termino: Termino) -> tuple[Topes, tuple[Reloj, ...], list[str]]:
    """Topes, relojes (el de respuesta primero) y avisos de un término ya computado."""
    avisos: list[str] = []
    relojes = [_respuesta(caso, termino)]
    relojes += _de_la_entidad(caso, termino)
    completar = reloj_de_completar(caso, termino, avisos)
    aclarar = reloj_de_aclarar(caso, avisos)
    silencio = _silencio(caso, termino)
    relojes += [reloj for reloj in (completar, aclarar, silencio) if reloj is not None]
    limites = {reloj.clase: reloj.vence for reloj in relojes}
    relojes += relojes_de_partes(caso, termino)
    requerir = regla_de_procedimiento(caso.clase.codigo, "requerir")
    topes = Topes(
        prorroga_maxima=termino.tope_prorroga,
        aviso_prorroga=termino.vence_sin_prorroga,
        requerir_hasta=_sumar(caso.calendario, termino.inicio, requerir),
        complemento_hasta=limites.get("complemento"),
        desistimiento_desde=desistimiento_desde(completar),
        aclaracion_hasta=limites.get("aclaracion"),
        trasladar_hasta=limites.get("competencia"),
        entrega_por_silencio=limites.get("entrega_por_silencio"),
    )
    return topes, tuple(relojes), avisos


def _sumar(calendario: Calendario, desde: date, regla: Regla | None) -> date | None:
    return calendario.sumar_habiles(desde, regla.dias) if regla and regla.dias else None


def _respuesta(caso: Caso, termino: Termino) -> Reloj:
    cerrado = cumplido(caso)
    return Reloj(
        clase="judicial" if caso.clase.codigo == "judicial" else "respuesta",
        vence=termino.vence,
        momento_vence=termino.momento_vence,
        norma=termino.norma,
        version=termino.version,
        dias=termino.dias,
        unidad=termino.unidad,
        cumplido_en=cerrado,
        detenido_desde=None if cerrado else termino.suspendido_desde,
        _explicar=partial(dias_contados, caso, termino),
    )


def _de_la_entidad(caso: Caso, termino: Termino) -> list[Reloj]:
    """Trasladar lo que no es de su competencia y, en datos personales, anotar la leyenda."""
    pasos = (
        ("competencia", "trasladar", ("competencia_aceptada", "traslado")),
        ("leyenda", "leyenda", ("leyenda_reclamo",)),
    )
    relojes = []
    for clase, paso, tipos in pasos:
        regla = regla_de_procedimiento(caso.clase.codigo, paso)
        if regla is not None:
            hecho = cumplido(caso, *tipos)
            relojes.append(
                reloj_habil(caso.calendario, clase, regla, termino.inicio, cumplido_en=hecho)
            )
    return relojes


def _silencio(caso: Caso, termino: Termino) -> Reloj | None:
    regla = regla_de_procedimiento(caso.clase.codigo, "entregar")
    if regla is None or termino.vence is None:
        return None
    return reloj_habil(
        caso.calendario,
        "entrega_por_silencio",
        regla,
        termino.vence,
        cumplido_en=cumplido(caso, "entrega"),
        activo_desde=termino.vence + timedelta(days=1),
    )
