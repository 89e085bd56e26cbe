"""Los plazos de la persona: completar y aclarar. Puro. CPACA arts. 17 y 19."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

from ventanilla.comun.calendario import Calendario, Lectura, momento_limite
from ventanilla.comun.fechas import fecha_mediana
from ventanilla.terminos.caso import Caso, Termino
from ventanilla.terminos.conteo import DiaContado
from ventanilla.terminos.dicho import dicho_hasta, sin_acortar
from ventanilla.terminos.hechos import Hecho, fecha_de
from ventanilla.terminos.normas import Regla, regla_de_procedimiento
from ventanilla.terminos.reloj import Reloj, cumplido, reloj_habil


def reloj_de_completar(caso: Caso, termino: Termino, avisos: list[str]) -> Reloj | None:
    """El mes de la persona desde el último requerimiento que detuvo el término, si lo hay."""
    regla = regla_de_procedimiento(caso.clase.codigo, "completar")
    if regla is None or regla.dias is None or not termino.requerimientos:
        return None
    requerimiento = termino.requerimientos[-1]
    requerido = requerimiento.fecha
    calendario = _a_favor_de_la_persona(caso)
    vence = calendario.sumar_meses(requerido, regla.dias)
    for hecho in caso.hechos:
        if hecho.tipo == "prorroga_ciudadano" and hecho.fecha >= requerido:
            tenia = dicho_hasta(caso, "complemento", requerimiento, antes_de=hecho)
            vence = _ampliar(calendario, regla, requerido, hecho, avisos, vence, tenia)
    reloj = Reloj(
        "complemento",
        vence,
        momento_limite(vence),
        regla.norma,
        regla.version,
        regla.dias,
        regla.unidad,
        obligado="ciudadania",
        cumplido_en=cumplido(caso, "complemento", despues_de=requerimiento),
        activo_desde=requerido,
        _explicar=partial(_mes_por_dias, calendario, requerido, vence),
    )
    reloj = sin_acortar(caso, reloj, requerimiento, avisos)
    avisos += _fuera_de_tiempo(caso, reloj.vence or vence)
    return reloj


def _fuera_de_tiempo(caso: Caso, vence: date) -> Iterator[str]:
    for hecho in caso.hechos:
        if hecho.tipo == "complemento" and hecho.fecha > vence:
            yield (
                f"La persona completó después del {fecha_mediana(vence)}. Si no se había "
                "declarado el desistimiento, el término se reactiva igual."
            )
        if hecho.tipo == "desistimiento_tacito" and hecho.fecha <= vence:
            yield (
                f"El desistimiento se declaró el {fecha_mediana(hecho.fecha)}, antes de que se "
                f"venciera el plazo de la persona ({fecha_mediana(vence)}): revíselo."
            )


def reloj_de_aclarar(caso: Caso, avisos: list[str]) -> Reloj | None:
    """Los diez días de la persona desde la última devolución para aclarar, si la hay."""
    regla = regla_de_procedimiento(caso.clase.codigo, "aclarar")
    devueltas = [hecho for hecho in caso.hechos if hecho.tipo == "devolucion_aclarar"]
    if regla is None or not devueltas:
        return None
    devolucion = devueltas[-1]
    reloj = reloj_habil(
        _a_favor_de_la_persona(caso),
        "aclaracion",
        regla,
        devolucion.fecha,
        obligado="ciudadania",
        cumplido_en=cumplido(caso, "aclaracion", despues_de=devolucion),
        activo_desde=devolucion.fecha,
    )
    return sin_acortar(caso, reloj, devolucion, avisos)


def desistimiento_desde(completar: Reloj | None) -> date | None:
    """Al día siguiente del límite de la persona, si no completó a tiempo (CPACA art. 17)."""
    if completar is None or completar.vence is None or completar.fuera_de_termino is False:
        return None
    return completar.vence + timedelta(days=1)


def _a_favor_de_la_persona(caso: Caso) -> Calendario:
    """Sus plazos no corren cuando la entidad está cerrada: vale el cierre que más la favorece."""
    return caso.calendario.leer(Lectura.TODOS)


def _ampliar(
    calendario: Calendario,
    regla: Regla,
    requerido: date,
    hecho: Hecho,
    avisos: list[str],
    vence: date,
    tenia: date | None,
) -> date:
    """Hasta otro término igual, si lo pidió antes de que se le venciera (CPACA art. 17).

    `tenia`: el último día que se le había dicho cuando lo pidió.
    """
    if not regla.prorroga_dias:
        avisos.append("En esta clase la persona no tiene prórroga para completar.")
        return vence
    primero = calendario.sumar_meses(requerido, regla.dias or 0)
    primero = max(primero, tenia) if tenia else primero
    if hecho.fecha > primero:
        avisos.append(
            f"La persona pidió más tiempo el {fecha_mediana(hecho.fecha)}, cuando ya se le había "
            f"vencido ({fecha_mediana(primero)}): no amplía su plazo."
        )
        return vence
    tope = calendario.sumar_meses(requerido, (regla.dias or 0) + regla.prorroga_dias)
    pedida = fecha_de(hecho.datos.get("hasta"))
    return min(tope, max(vence, calendario.siguiente_habil(pedida))) if pedida else tope


def _mes_por_dias(calendario: Calendario, desde: date, vence: date) -> tuple[DiaContado, ...]:
    primero = DiaContado(desde, False, "día en que se pidió completar, no se cuenta")
    corridos = (desde + timedelta(days=n) for n in range(1, (vence - desde).days + 1))
    return (
        primero,
        *(
            DiaContado(dia, True, calendario.motivo_no_habil(dia) or "corre por calendario", n)
            for n, dia in enumerate(corridos, 1)
        ),
    )
