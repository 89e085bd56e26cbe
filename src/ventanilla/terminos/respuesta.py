"""El término para responder: de los hechos a una fecha, bajo una sola lectura de la ley. Puro.

`computar` lo llama una vez por cada lectura posible (recepción, cierres locales, reanudar
o reiniciar) y compara las fechas.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from ventanilla.comun.calendario import momento_limite
from ventanilla.comun.fechas import dias
from ventanilla.terminos import normas
from ventanilla.terminos.caso import Caso, Termino
from ventanilla.terminos.conteo import Conteo, Pausa, contar, corrido
from ventanilla.terminos.hechos import en_hora_legal
from ventanilla.terminos.normas import Regla, Unidad
from ventanilla.terminos.pausas import detenciones
from ventanilla.terminos.politica import Especial, Reactivacion, Transicion
from ventanilla.terminos.prorroga import prorrogar

_SIN_DIAS = "Cuando la persona completó ya no quedaban días: se da un día hábil. Revíselo."


def termino_de_respuesta(caso: Caso) -> Termino:
    """El término del caso, con su régimen, sus pausas y su prórroga.

    Raises:
        SinRegla: si no hay regla para esa clase y fecha de recepción.
    """
    regla = normas.regla_de_respuesta(caso.clase.codigo, caso.recibida.date())
    if caso.especial is not None:
        return _termino_especial(caso, regla, caso.especial)
    if regla.fija_el_documento:
        termino = _contar(caso, regla)
        aviso = (
            "El plazo lo fija el documento y falta escribirlo. Mientras tanto se usa "
            f"{dias(regla.dias or 0, habiles=True)} como resguardo."
        )
        return replace(termino, avisos=(*termino.avisos, aviso), revisar=True)
    return _segun_regimen(caso, regla)


def _contar(caso: Caso, regla: Regla) -> Termino:
    """El término que da una regla, con los hechos del caso."""
    inicio = caso.inicio
    base = Termino(regla, regla.version, regla.norma, inicio, regla.dias, regla.unidad)
    if regla.dias is None or regla.unidad is Unidad.SIN_TERMINO:
        return base
    cantidad, unidad = regla.dias, regla.unidad
    reinicia = caso.politica.reactivacion is Reactivacion.REINICIA

    def contar_con(pausas: tuple[Pausa, ...]) -> Conteo:
        if unidad is Unidad.HABILES:
            return contar(caso.calendario, inicio, cantidad, pausas, reinicia=reinicia)
        return corrido(caso.calendario, inicio, cantidad, unidad, pausas)

    detenido = detenciones(caso, inicio, contar_con)
    pausas = tuple(detenido.pausas)
    conteo = contar_con(pausas)
    termino = replace(
        base,
        vence=conteo.vence,
        momento_vence=momento_limite(conteo.vence) if conteo.vence else None,
        dias_totales=cantidad,
        pausas=pausas,
        reinicia=reinicia,
        suspendido_desde=conteo.suspendido_desde,
        requerimientos=tuple(detenido.requerimientos),
        avisos=(*detenido.avisos, *([_SIN_DIAS] if conteo.minimo else [])),
        revisar=conteo.minimo,
    )
    maximo = regla.prorroga_dias if unidad is Unidad.HABILES else 0
    return prorrogar(caso, termino, conteo, maximo)


def _segun_regimen(caso: Caso, ordinaria: Regla) -> Termino:
    """Ordinario o ampliado por el Decreto 491 de 2020, con lo que estaba en curso."""
    ampliada = normas.ampliacion_de(ordinaria.id)
    recibida = caso.recibida.date()
    if ampliada is None or caso.excluye_ampliacion or recibida > ampliada.hasta:
        return _contar(caso, ordinaria)
    version = ampliada.version
    if recibida < ampliada.desde:
        if ampliada.en_curso is None or not _en_curso(caso, ordinaria, ampliada.en_curso):
            return _contar(caso, ordinaria)
        version += ";en_curso"
    termino = replace(_contar(caso, ampliada), version=version)
    if not _en_curso(caso, ampliada, normas.VIGENCIA_2207):
        return termino
    return _transicion_2207(caso, ordinaria, termino)


def _en_curso(caso: Caso, regla: Regla, dia: date) -> bool:
    """Si ese día la petición seguía abierta y sin vencer; solo miran los hechos anteriores."""
    if caso.cerrado_antes_de(dia):
        return False
    previos = tuple(hecho for hecho in caso.hechos if hecho.fecha < dia)
    vence = _contar(replace(caso, hechos=previos), regla).vence
    return vence is None or vence >= dia


def _transicion_2207(caso: Caso, ordinaria: Regla, ampliado: Termino) -> Termino:
    """Lo recibido con término ampliado y todavía en curso el 18 de mayo de 2022.

    La Ley 2207 de 2022 no trae transición: la entidad declara cuál aplica y queda en `version`.
    """
    opcion = caso.politica.transicion_2207
    if opcion is Transicion.ULTRAACTIVIDAD:
        aviso = (
            "Se recibió antes de la Ley 2207 de 2022 y conserva el término ampliado "
            "(Ley 153 de 1887, art. 40)."
        )
        version = f"{ampliado.version};2207={opcion}"
        return replace(ampliado, version=version, avisos=(*ampliado.avisos, aviso))
    termino = _contar(caso, ordinaria)
    version = f"{termino.version};2207={opcion}"
    aviso = (
        "Por decisión declarada de la entidad volvió al término ordinario el 18 de mayo de 2022."
    )
    termino = replace(termino, version=version, avisos=(*termino.avisos, aviso))
    if termino.vence is None or termino.vence >= normas.VIGENCIA_2207:
        return termino
    vence = caso.calendario.siguiente_habil(normas.VIGENCIA_2207)
    termino = replace(termino, vence=vence, momento_vence=momento_limite(vence), revisar=True)
    if termino.tope_prorroga is None or termino.tope_prorroga >= vence:
        return termino
    # El doble del término ordinario ya pasó: no queda prórroga que ofrecer.
    return replace(termino, vence_sin_prorroga=vence, tope_prorroga=vence)


def _termino_especial(caso: Caso, regla: Regla, especial: Especial) -> Termino:
    propia = replace(
        regla,
        norma=especial.norma or regla.norma,
        dias=especial.dias,
        unidad=especial.unidad,
        prorroga_dias=especial.prorroga_dias,
        tambien_calendario=False,
    )
    if especial.dias is not None and especial.unidad is not Unidad.HORAS:
        termino = _contar(caso, propia)
    else:
        termino = _del_documento(caso, propia, especial)
    return replace(termino, version=especial.version or f"{regla.id};especial")


def _del_documento(caso: Caso, regla: Regla, especial: Especial) -> Termino:
    """Fecha u hora que fija el documento: ni se suspende ni se prorroga desde aquí."""
    limite = especial.limite_fijado()
    if limite is None:
        desde = en_hora_legal(especial.desde or caso.recibida)
        limite = desde + timedelta(hours=especial.dias or 0)
    vence = (limite - timedelta(microseconds=1)).date()
    unidad = Unidad.HORAS if especial.dias is not None else Unidad.DOCUMENTO
    avisos = []
    if limite <= caso.recibida:
        avisos.append("La fecha que fija el documento ya había pasado cuando se recibió.")
    if any(hecho.tipo in ("requerimiento", "prorroga") for hecho in caso.hechos):
        avisos.append("La fecha la fija el documento: requerir o prorrogar no la cambia.")
    return Termino(
        regla,
        regla.version,
        regla.norma,
        caso.inicio,
        especial.dias,
        unidad,
        vence=vence,
        momento_vence=limite,
        avisos=tuple(avisos),
        revisar=limite <= caso.recibida,
    )
