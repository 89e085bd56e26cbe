"""Prorrogar: ampliar el término, con su motivo, la nueva fecha y el aviso en el mismo acto."""

from datetime import date, datetime

from ventanilla.comun.actores import Actor
from ventanilla.comun.errores import DatosInvalidos, ErrorDeDominio, Falta
from ventanilla.comun.fechas import fecha_larga
from ventanilla.comun.reloj import en_bogota
from ventanilla.comun.texto import limpiar
from ventanilla.comun.transaccion import escritura
from ventanilla.directorio.consultas import calendario_de_la_entidad
from ventanilla.peticiones.consultas.relojes import computo_de
from ventanilla.peticiones.models import Actuacion, Peticion
from ventanilla.peticiones.permisos import puede_prorrogar
from ventanilla.peticiones.servicios.anotar import anotar
from ventanilla.peticiones.servicios.avanzar import avanzar, recomputar
from ventanilla.peticiones.servicios.comunicar import comunicar, correo_de
from ventanilla.peticiones.servicios.exigir import exigir
from ventanilla.terminos.computar import Computo

MINIMO, MAXIMO = 20, 1500


class ProrrogaNoProcede(ErrorDeDominio):
    """El término ya venció, está detenido o esa clase no se amplía; el mensaje dice cuál."""


def prorrogar(
    peticion: Peticion, *, hasta: date, motivo: str, actor: Actor, ahora: datetime
) -> Computo:
    """Amplía el término hasta `hasta` y le avisa a la persona en el mismo acto.

    La nueva fecha no pasa del doble del término inicial, contado desde la recepción, y el aviso va
    antes del vencimiento (CPACA art. 14 par.): después ya no se puede.

    Raises:
        SinPermiso: si no es quien firma la respuesta.
        ProrrogaNoProcede: si el término ya venció, está detenido o esa clase no se amplía.
        DatosInvalidos: si la fecha no cabe, no es hábil o falta el motivo.
        Cambiado: si la petición cambió entre tanto.
    """
    exigir(puede_prorrogar(actor, peticion))
    calendario = calendario_de_la_entidad()
    vence, tope = margen_de_prorroga(peticion, ahora)
    motivo = limpiar(motivo).strip()
    faltas = _faltas(hasta, motivo, vence, tope)
    if not faltas and not calendario.es_habil(hasta):
        faltas = [Falta("hasta", f"El {fecha_larga(hasta)} no es hábil; escoja otro día.")]
    if faltas:
        raise DatosInvalidos(faltas)
    correo = correo_de(peticion)
    datos = {"hasta": hasta.isoformat(), "avisada_en": en_bogota(ahora).date().isoformat()}
    with escritura():
        avanzar(peticion)
        anotar(
            peticion,
            Actuacion.Tipo.PRORROGADA,
            actor=actor,
            ahora=ahora,
            motivo=motivo,
            datos=datos,
            dependencia=peticion.dependencia.nombre if peticion.dependencia else "",
        )
        computo = recomputar(peticion, calendario=calendario)
        comunicar(
            peticion,
            "prorroga",
            correo=correo,
            datos={"motivo": motivo, "antes": vence.isoformat(), "hasta": datos["hasta"]},
            ahora=ahora,
        )
    return computo


def margen_de_prorroga(peticion: Peticion, ahora: datetime) -> tuple[date, date]:
    """(último día de hoy, último día posible) para ampliar el término.

    Raises:
        ProrrogaNoProcede: si el término ya venció, está detenido o esa clase no se amplía.
    """
    computo = computo_de(peticion, calendario=calendario_de_la_entidad())
    topes = computo.topes
    if computo.suspendido_desde is not None:
        raise ProrrogaNoProcede("El término está detenido: no hace falta ampliarlo.")
    if computo.vence is None or topes.prorroga_maxima is None or topes.aviso_prorroga is None:
        raise ProrrogaNoProcede("El término de esta clase de petición no se puede ampliar.")
    if en_bogota(ahora).date() > topes.aviso_prorroga:
        raise ProrrogaNoProcede(
            f"El término venció el {fecha_larga(topes.aviso_prorroga)}. Solo se amplía avisándole "
            "a la persona antes del vencimiento (Ley 1437 de 2011, artículo 14, parágrafo): "
            "respóndale cuanto antes."
        )
    if computo.vence >= topes.prorroga_maxima:
        raise ProrrogaNoProcede("El término ya se amplió hasta el doble del inicial: no da más.")
    return computo.vence, topes.prorroga_maxima


def _faltas(hasta: date, motivo: str, vence: date, tope: date) -> list[Falta]:
    faltas = []
    if not vence < hasta <= tope:
        faltas.append(
            Falta(
                "hasta",
                f"Escoja una fecha después del {fecha_larga(vence)} y hasta el "
                f"{fecha_larga(tope)}, que es el doble del término inicial.",
            )
        )
    if len(motivo) < MINIMO:
        faltas.append(Falta("motivo", "Diga por qué no se alcanza: la persona lo va a leer."))
    elif len(motivo) > MAXIMO:
        faltas.append(Falta("motivo", f"Escriba {MAXIMO} caracteres o menos."))
    return faltas
