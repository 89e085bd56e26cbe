"""Pedirle algo a la persona: que complete la petición o que aclare qué pide."""

from datetime import datetime

from ventanilla.comun.actores import Actor
from ventanilla.comun.errores import DatosInvalidos, Falta
from ventanilla.comun.reloj import en_bogota
from ventanilla.comun.texto import limpiar
from ventanilla.comun.transaccion import escritura
from ventanilla.directorio.consultas import calendario_de_la_entidad
from ventanilla.peticiones.consultas.relojes import computo_de
from ventanilla.peticiones.models import Actuacion, Estado, Peticion
from ventanilla.peticiones.permisos import puede_requerir
from ventanilla.peticiones.servicios.anotar import anotar
from ventanilla.peticiones.servicios.avanzar import avanzar, recomputar
from ventanilla.peticiones.servicios.comunicar import comunicar, correo_de
from ventanilla.peticiones.servicios.exigir import exigir
from ventanilla.terminos.computar import Computo, Hecho
from ventanilla.terminos.dicho import lo_dicho

MINIMO, MAXIMO = 10, 3000


def requerir(peticion: Peticion, *, falta: str, actor: Actor, ahora: datetime) -> Computo:
    """Le pide a la persona lo que falta para resolver (CPACA art. 17).

    Dentro de los diez días detiene el término, y la petición queda en espera. Después se puede
    pedir igual, pero el término sigue corriendo y la petición sigue en trámite: se advierte en
    `si_se_requiere` y no se impide.

    Raises:
        SinPermiso: si no es de su dependencia, está cerrada o ya se le pidió algo.
        DatosInvalidos: si no dice qué falta.
        Cambiado: si la petición cambió entre tanto.
    """
    exigir(puede_requerir(actor, peticion))
    falta = _revisado("falta", falta, "Diga qué falta, de modo que la persona sepa qué entregar.")
    previsto = si_se_requiere(peticion, ahora)
    detiene = previsto.suspendido_desde is not None
    return _pedir(
        peticion,
        Actuacion.Tipo.REQUERIDA,
        estado=Estado.REQUERIDA if detiene else peticion.estado,
        motivo=falta,
        previsto=previsto,
        actor=actor,
        ahora=ahora,
    )


def devolver_para_aclarar(
    peticion: Peticion, *, duda: str, actor: Actor, ahora: datetime
) -> Computo:
    """Le pide a la persona que aclare, solo si no se entiende qué pide (CPACA art. 19).

    Tiene diez días hábiles. El término se detiene solo si el reglamento de la entidad lo dice.

    Raises:
        SinPermiso: si no es de su dependencia, está cerrada o ya se le pidió algo.
        DatosInvalidos: si no dice qué no se entiende.
        Cambiado: si la petición cambió entre tanto.
    """
    exigir(puede_requerir(actor, peticion))
    duda = _revisado("duda", duda, "Diga qué no se entiende, para que la persona lo aclare.")
    return _pedir(
        peticion,
        Actuacion.Tipo.POR_ACLARAR,
        estado=Estado.POR_ACLARAR,
        motivo=duda,
        previsto=_si_pasa(peticion, Actuacion.Tipo.POR_ACLARAR, ahora),
        actor=actor,
        ahora=ahora,
    )


def si_se_requiere(peticion: Peticion, ahora: datetime) -> Computo:
    """Cómo quedarían los relojes si se le pidiera completar en este momento."""
    return _si_pasa(peticion, Actuacion.Tipo.REQUERIDA, ahora)


def _si_pasa(peticion: Peticion, tipo: Actuacion.Tipo, ahora: datetime) -> Computo:
    hecho = Hecho(tipo=tipo.value, momento=en_bogota(ahora))
    return computo_de(peticion, calendario=calendario_de_la_entidad(), si=[hecho])


def _revisado(campo: str, texto: str, si_falta: str) -> str:
    limpio = limpiar(texto).strip()
    if len(limpio) < MINIMO:
        raise DatosInvalidos([Falta(campo, si_falta)])
    if len(limpio) > MAXIMO:
        raise DatosInvalidos([Falta(campo, f"Escriba {MAXIMO} caracteres o menos.")])
    return limpio


def _pedir(
    peticion: Peticion,
    tipo: Actuacion.Tipo,
    *,
    estado: str,
    motivo: str,
    previsto: Computo,
    actor: Actor,
    ahora: datetime,
) -> Computo:
    calendario = calendario_de_la_entidad()
    correo = correo_de(peticion)
    es_requerir = tipo == Actuacion.Tipo.REQUERIDA
    topes = previsto.topes
    limite = topes.complemento_hasta if es_requerir else topes.aclaracion_hasta
    detiene = previsto.suspendido_desde is not None
    with escritura():
        avanzar(peticion, estado=estado)
        anotar(
            peticion,
            tipo,
            actor=actor,
            ahora=ahora,
            motivo=motivo,
            datos={"detiene": detiene, **lo_dicho(previsto.relojes)},
            dependencia=peticion.dependencia.nombre if peticion.dependencia else "",
        )
        computo = recomputar(peticion, calendario=calendario)
        comunicar(
            peticion,
            "requerimiento" if es_requerir else "aclarar",
            correo=correo,
            datos={
                "motivo": motivo,
                "limite": limite.isoformat() if limite else None,
                "detiene": detiene,
                "vence": computo.vence.isoformat() if computo.vence else None,
            },
            ahora=ahora,
        )
    return computo
