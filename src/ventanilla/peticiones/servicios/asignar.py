"""Asignar: quién la tiene, y en qué dependencia."""

from datetime import datetime

from ventanilla.comun.actores import Actor
from ventanilla.comun.errores import DatosInvalidos, Falta
from ventanilla.comun.texto import limpiar_linea
from ventanilla.comun.transaccion import escritura
from ventanilla.directorio.consultas import actor_de, calendario_de_la_entidad
from ventanilla.directorio.models import Dependencia, Usuario
from ventanilla.peticiones.models import Actuacion, Estado, Peticion
from ventanilla.peticiones.models.peticion import ESPERAN
from ventanilla.peticiones.permisos import (
    TRABAJAN,
    puede_asignar_dependencia,
    puede_asignar_persona,
    puede_asignarse,
)
from ventanilla.peticiones.servicios.anotar import anotar
from ventanilla.peticiones.servicios.avanzar import avanzar, recomputar_si_cambia
from ventanilla.peticiones.servicios.exigir import exigir


def asignarse(peticion: Peticion, *, actor: Actor, ahora: datetime) -> Peticion:
    """Quien trabaja en la dependencia toma la petición para sí.

    Raises:
        SinPermiso: si no es de su dependencia, ya la tiene alguien o está cerrada.
        Cambiado: si otra persona la tomó primero.
    """
    exigir(puede_asignarse(actor, peticion))
    return _asignar(peticion, actor=actor, ahora=ahora, responsable_id=actor.usuario_id)


def asignar_a_persona(
    peticion: Peticion, *, responsable: Usuario, actor: Actor, ahora: datetime
) -> Peticion:
    """El jefe o el enlace la entrega a alguien de la misma dependencia.

    Raises:
        SinPermiso: si quien asigna no puede.
        DatosInvalidos: si esa persona no trabaja hoy en la dependencia.
        Cambiado: si la petición cambió entre tanto.
    """
    exigir(puede_asignar_persona(actor, peticion))
    suyas = actor_de(responsable, ahora).dependencias(*TRABAJAN)
    if peticion.dependencia_id not in suyas:
        falta = Falta("responsable", f"{responsable.nombre} no trabaja hoy en esta dependencia.")
        raise DatosInvalidos([falta])
    return _asignar(peticion, actor=actor, ahora=ahora, responsable_id=responsable.pk)


def asignar_a_dependencia(
    peticion: Peticion,
    *,
    dependencia: Dependencia,
    motivo: str = "",
    actor: Actor,
    ahora: datetime,
) -> Peticion:
    """La Dirección de Atención la envía a la dependencia que debe responder.

    No mueve ningún término: adentro de la entidad el reloj es uno solo (CPACA art. 21). Salvo que
    un día no hábil cobije a una de las dos dependencias y no a la otra.

    Raises:
        SinPermiso: si quien reparte no es la Dirección de Atención.
        DatosInvalidos: si ya está en esa dependencia o la dependencia ya no existe.
        Cambiado: si la petición cambió entre tanto.
    """
    exigir(puede_asignar_dependencia(actor, peticion))
    hoy = ahora.date()
    if dependencia.pk == peticion.dependencia_id:
        raise DatosInvalidos([Falta("dependencia", f"Ya está en {dependencia.nombre}.")])
    if dependencia.desde > hoy or (dependencia.hasta is not None and dependencia.hasta < hoy):
        raise DatosInvalidos([Falta("dependencia", f"{dependencia.nombre} no existe hoy.")])
    antes, calendario = peticion.dependencia, calendario_de_la_entidad()
    with escritura():
        avanzar(
            peticion,
            estado=peticion.estado if peticion.estado in ESPERAN else Estado.ASIGNADA,
            dependencia_id=dependencia.pk,
            responsable_id=None,
        )
        anotar(
            peticion,
            Actuacion.Tipo.ASIGNADA,
            actor=actor,
            ahora=ahora,
            motivo=limpiar_linea(motivo)[:300],
            dependencia=dependencia.nombre,
            datos={"dependencia": dependencia.codigo},
        )
        recomputar_si_cambia(peticion, antes=antes, despues=dependencia, calendario=calendario)
    return peticion


def _asignar(
    peticion: Peticion, *, actor: Actor, ahora: datetime, responsable_id: int | None
) -> Peticion:
    inicial = peticion.estado in (Estado.RADICADA, Estado.POR_VERIFICAR)
    estado = Estado.ASIGNADA if inicial else peticion.estado
    nombre = peticion.dependencia.nombre if peticion.dependencia else ""
    with escritura():
        avanzar(peticion, estado=estado, responsable_id=responsable_id)
        anotar(
            peticion,
            Actuacion.Tipo.ASIGNADA,
            actor=actor,
            ahora=ahora,
            dependencia=nombre,
            datos={"responsable": responsable_id},
            # La persona lee en qué dependencia está, no en qué escritorio.
            es_publica=False,
        )
    return peticion
