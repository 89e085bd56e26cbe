"""Cuándo hay que responder: de una clase, una recepción y unos hechos a fechas con su porqué.

Puro: sin Django, base de datos ni reloj. Los mismos hechos dan lo mismo en cualquier orden.
Fuentes: CPACA arts. 13 a 33 (Ley 1755 de 2015), Decreto Legislativo 491 de 2020, Ley 2207 de
2022, Ley 1581 de 2012 y las demás de `docs/normas.md`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from ventanilla.comun.calendario import Calendario, Lectura, nacional
from ventanilla.comun.fechas import fecha_mediana
from ventanilla.terminos import normas
from ventanilla.terminos.caso import Caso, Termino
from ventanilla.terminos.computo import Alternativa, Computo
from ventanilla.terminos.conteo import DiaContado
from ventanilla.terminos.frases import explicacion_json, explicar
from ventanilla.terminos.hechos import Hecho, en_hora_legal, ordenar
from ventanilla.terminos.normas import (
    Clase,
    ClaseDesconocida,
    ErrorDeTermino,
    SinRegla,
    Unidad,
    clases,
    codigos_de_clase,
)
from ventanilla.terminos.politica import (
    Especial,
    Politica,
    Reactivacion,
    Recepcion,
    Transicion,
)
from ventanilla.terminos.reloj import Reloj, Topes
from ventanilla.terminos.relojes import topes_y_relojes
from ventanilla.terminos.respuesta import termino_de_respuesta

__all__ = [
    "Alternativa",
    "Clase",
    "ClaseDesconocida",
    "Computo",
    "DiaContado",
    "ErrorDeTermino",
    "Especial",
    "Hecho",
    "Politica",
    "Reactivacion",
    "Recepcion",
    "Reloj",
    "SinRegla",
    "Topes",
    "Transicion",
    "Unidad",
    "clases",
    "codigos_de_clase",
    "computar",
    "explicacion_json",
    "explicar",
    "limite",
]

_DE_FABRICA = Politica()
_POR_QUE = {
    Recepcion.RECIBIDA_HABIL_SIGUIENTE: "si se tuviera por recibida el día hábil siguiente",
    Recepcion.DIA_SIGUIENTE_HABIL: "si se contara desde el día en que llegó",
    Reactivacion.REINICIA: "si al completarla el término empezara de nuevo",
    Reactivacion.REANUDA: "si al completarla siguiera corriendo lo que faltaba",
}
_OTRA_RECEPCION = {
    Recepcion.DIA_SIGUIENTE_HABIL: Recepcion.RECIBIDA_HABIL_SIGUIENTE,
    Recepcion.RECIBIDA_HABIL_SIGUIENTE: Recepcion.DIA_SIGUIENTE_HABIL,
}
_OTRA_REACTIVACION = {
    Reactivacion.REANUDA: Reactivacion.REINICIA,
    Reactivacion.REINICIA: Reactivacion.REANUDA,
}


def computar(
    clase: str,
    recibida: datetime,
    *,
    actuaciones: Sequence[Hecho] = (),
    calendario: Calendario | None = None,
    politica: Politica = _DE_FABRICA,
    especial: Especial | None = None,
    excluye_ampliacion: bool = False,
) -> Computo:
    """Cuándo vence el término de respuesta y todos los demás relojes de la petición.

    `recibida` es el momento del medio (CPACA art. 15 par. 1); sin zona se entiende en Bogotá.
    `excluye_ampliacion` marca las peticiones sobre otros derechos fundamentales, que el Decreto 491
    no amplió. Sin `calendario` se usa el nacional.

    Raises:
        ClaseDesconocida: si la clase no existe.
        SinRegla: si lo recibido es anterior a la primera regla de su clase.
        ErrorDeTermino: si un hecho o el término especial traen datos imposibles.
    """
    momento = en_hora_legal(recibida)
    hechos = ordenar(actuaciones)
    validos = tuple(hecho for hecho in hechos if hecho.fecha >= momento.date())
    caso = Caso(
        normas.clase(clase),
        momento,
        validos,
        calendario or nacional(),
        politica,
        especial,
        excluye_ampliacion,
    )
    termino = termino_de_respuesta(caso)
    topes, relojes, avisos = topes_y_relojes(caso, termino)
    anteriores = tuple(
        f"«{hecho.tipo}» del {fecha_mediana(hecho.fecha)} es anterior a la recepción: no se tuvo "
        "en cuenta."
        for hecho in hechos[: len(hechos) - len(validos)]
    )
    return _componer(caso, termino, topes, relojes, (*anteriores, *termino.avisos, *avisos))


def _componer(
    caso: Caso,
    termino: Termino,
    topes: Topes,
    relojes: tuple[Reloj, ...],
    avisos: tuple[str, ...],
) -> Computo:
    alternativas = tuple(_alternativas(caso, termino))
    por_lectura = {otra.lectura: otra.vence for otra in alternativas}
    con_plazo = termino.unidad is Unidad.HABILES
    return Computo(
        clase=caso.clase.codigo,
        recibida=caso.recibida,
        vence=termino.vence,
        momento_vence=termino.momento_vence,
        norma=termino.norma,
        version=termino.version,
        regla=termino.regla.id,
        dias=termino.dias,
        dias_totales=termino.dias_totales,
        unidad=termino.unidad,
        dia_uno=caso.calendario.sumar_habiles(termino.inicio, 1) if con_plazo else None,
        suspendido_desde=termino.suspendido_desde,
        topes=topes,
        relojes=(replace(relojes[0], vence_alterna=_la_otra(termino, alternativas)), *relojes[1:]),
        vence_si_recibida_habil_siguiente=(
            termino.vence
            if caso.politica.recepcion is Recepcion.RECIBIDA_HABIL_SIGUIENTE
            else por_lectura.get("recepcion", termino.vence)
        ),
        vence_sin_cierres_locales=por_lectura.get("sin_cierres", termino.vence),
        vence_con_cierres_locales=por_lectura.get("con_cierres", termino.vence),
        alternativas=alternativas,
        avisos=avisos,
        revisar=termino.revisar,
        nombre=caso.clase.nombre,
    )


def _la_otra(termino: Termino, alternativas: tuple[Alternativa, ...]) -> date | None:
    """La segunda fecha que se guarda: la que adelanta, si hay; si no, la de los cierres."""
    fechas = [otra.vence for otra in alternativas if otra.vence is not None]
    if fechas and (termino.vence is None or min(fechas) < termino.vence):
        return min(fechas)
    cierres = (o.vence for o in alternativas if o.lectura in ("con_cierres", "sin_cierres"))
    return next(cierres, None)


def _alternativas(caso: Caso, termino: Termino) -> list[Alternativa]:
    """Las lecturas que dan otra fecha; no se calcula la que no puede cambiarla."""
    otras: list[tuple[str, Caso, str]] = []
    recepcion = _OTRA_RECEPCION[caso.politica.recepcion]
    contraria = replace(caso, politica=replace(caso.politica, recepcion=recepcion))
    if contraria.inicio != caso.inicio:
        otras.append(("recepcion", contraria, _POR_QUE[recepcion]))
    if caso.calendario.locales:
        for lectura, clave, por_que in (
            (Lectura.NACIONAL, "sin_cierres", "sin los cierres de la entidad"),
            (Lectura.TODOS, "con_cierres", "con todos los cierres de la entidad"),
        ):
            otro = caso.calendario.leer(lectura)
            if otro is not caso.calendario:
                otras.append((clave, replace(caso, calendario=otro), por_que))
    if termino.pausas:
        opuesta = _OTRA_REACTIVACION[caso.politica.reactivacion]
        otro_caso = replace(caso, politica=replace(caso.politica, reactivacion=opuesta))
        otras.append(("reactivacion", otro_caso, _POR_QUE[opuesta]))
    resultado = []
    for clave, otro_caso, por_que in otras:
        vence = termino_de_respuesta(otro_caso).vence
        resultado.append(Alternativa(clave, vence, por_que))
    if termino.regla.tambien_calendario and termino.dias:
        vence = termino.inicio + timedelta(days=termino.dias)
        resultado.append(Alternativa("calendario", vence, "si los días fueran calendario"))
    return [otra for otra in resultado if otra.vence != termino.vence]


def limite(regla: str, desde: date, calendario: Calendario | None = None) -> date:
    """Último día de un plazo suelto (`INSISTENCIA`, `RECURSO-INTERPONER`…) contado desde `desde`.

    Raises:
        ErrorDeTermino: si la regla no existe o no tiene plazo.
    """
    try:
        fila = normas.regla(regla)
    except KeyError:
        raise ErrorDeTermino(f"No hay una regla «{regla[:40]}».") from None
    dias = calendario or nacional()
    if fila.dias is None:
        raise ErrorDeTermino(f"La regla «{fila.id}» no tiene plazo.")
    if fila.unidad is Unidad.MESES:
        return dias.sumar_meses(desde, fila.dias)
    return dias.sumar_habiles(desde, fila.dias)
