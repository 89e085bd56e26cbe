"""La prórroga del término de respuesta. Puro. CPACA art. 14 par.

Son dos hechos: decidirla y avisarla antes del vencimiento. Un aviso tardío no amplía nada, y el
tope es el doble del término inicial contado desde la recepción original.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ventanilla.comun.calendario import Calendario, momento_limite
from ventanilla.comun.fechas import fecha_mediana
from ventanilla.terminos.caso import Caso, Termino
from ventanilla.terminos.conteo import Conteo, contar
from ventanilla.terminos.hechos import Hecho, fecha_de
from ventanilla.terminos.normas import ErrorDeTermino


def prorrogar(caso: Caso, termino: Termino, conteo: Conteo, maximo: int) -> Termino:
    """El término con la prórroga válida más larga, si hay; `maximo` son los días hábiles de más."""
    prorrogas = _antes_del_cierre(caso)
    if termino.vence is None or termino.dias is None:
        return termino
    if maximo == 0:
        if not prorrogas:
            return termino
        return _con_aviso(termino, "Esta clase de petición no admite prórroga: no cambia la fecha.")
    calendario = caso.calendario
    tope = contar(
        calendario,
        termino.inicio,
        termino.dias + maximo,
        termino.pausas,
        reinicia=termino.reinicia,
    ).vence
    termino = replace(termino, vence_sin_prorroga=termino.vence, tope_prorroga=tope)
    for hecho in prorrogas:
        termino = _aplicar(calendario, termino, conteo, hecho)
    return termino


def _antes_del_cierre(caso: Caso) -> list[Hecho]:
    prorrogas = []
    for hecho in caso.hechos:
        if hecho.cierra:
            break
        if hecho.tipo == "prorroga":
            prorrogas.append(hecho)
    return prorrogas


def _aplicar(calendario: Calendario, termino: Termino, conteo: Conteo, hecho: Hecho) -> Termino:
    legal, tope = termino.vence_sin_prorroga, termino.tope_prorroga
    if legal is None or tope is None:
        return termino
    avisada = fecha_de(hecho.datos.get("avisada_en", hecho.fecha))
    if avisada is None:
        return _con_aviso(termino, "La prórroga no se ha avisado a la persona: no amplía la fecha.")
    if avisada > legal:
        return _con_aviso(
            termino,
            f"La prórroga se avisó el {fecha_mediana(avisada)}, después del vencimiento "
            f"({fecha_mediana(legal)}): no vale.",
        )
    nueva = _fecha_nueva(calendario, legal, hecho)
    if nueva is None:
        return _con_aviso(termino, "La prórroga no dice la nueva fecha: no amplía el término.")
    if nueva > tope:
        termino = _con_aviso(
            termino,
            f"La prórroga pasa del doble del término inicial; se toma el tope: "
            f"{fecha_mediana(tope)}.",
        )
        nueva = tope
    if not calendario.es_habil(nueva):
        termino = _con_aviso(
            termino,
            f"La fecha ofrecida ({fecha_mediana(nueva)}) no es hábil; se toma el hábil siguiente.",
        )
        nueva = min(tope, calendario.siguiente_habil(nueva))
    return _extender(calendario, termino, conteo, nueva)


def _fecha_nueva(calendario: Calendario, legal: date, hecho: Hecho) -> date | None:
    dias = hecho.datos.get("dias")
    if dias is not None:
        if not isinstance(dias, int) or not 1 <= dias <= 3650:
            raise ErrorDeTermino("Los días de la prórroga van de 1 a 3.650.")
        return calendario.sumar_habiles(legal, dias)
    return fecha_de(hecho.datos.get("hasta"))


def _extender(calendario: Calendario, termino: Termino, conteo: Conteo, nueva: date) -> Termino:
    """Lleva el vencimiento a la fecha ofrecida, si es posterior a la que ya tiene."""
    if termino.vence is None or nueva <= termino.vence:
        return termino
    total = conteo.consumidos + calendario.contar_habiles(conteo.tramo_desde, nueva)
    return replace(termino, vence=nueva, momento_vence=momento_limite(nueva), dias_totales=total)


def _con_aviso(termino: Termino, aviso: str) -> Termino:
    return replace(termino, avisos=(*termino.avisos, aviso))
