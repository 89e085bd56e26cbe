"""Quién puede leer qué de una petición."""

from django.db.models import Q

from ventanilla.comun.actores import Actor, Permiso
from ventanilla.directorio.models import Rol
from ventanilla.peticiones.consultas.partes import tiene_parte
from ventanilla.peticiones.models import Estado, Peticion
from ventanilla.peticiones.permisos.comunes import (
    AJENA,
    LEEN_TODO,
    SI,
    SIN_IDENTIDAD,
    TRABAJAN,
    es_de_los_suyos,
    si_es_de_los_suyos,
)


def visibles(actor: Actor) -> Q:
    """Condición sobre `Peticion`: las que esta persona puede leer."""
    if actor.tiene_rol(*LEEN_TODO):
        return Q()
    if not actor.tiene_rol(*TRABAJAN):
        return remitidas(actor)
    propias = actor.dependencias(*TRABAJAN)
    suyas = Q(dependencia_id__in=propias) | a_cargo_de(actor)
    es_disciplinario = actor.tiene_rol(Rol.CONTROL_DISCIPLINARIO)
    return suyas | remitidas(actor) if es_disciplinario else suyas


def por_firmar(actor: Actor) -> Q:
    """Condición sobre `Peticion`: las que esperan la firma de esta persona."""
    firma = {c.dependencia_id for c in actor.cargos if c.firma}
    return visibles(actor) & Q(dependencia_id__in=firma, estado=Estado.PROYECTADA)


def remitidas(actor: Actor) -> Q:
    """Lo que se remitió a Control Disciplinario, si lo ejerce; si no, nada."""
    ejerce = actor.tiene_rol(Rol.CONTROL_DISCIPLINARIO)
    return Q(remitida__isnull=False) if ejerce else Q(pk__in=())


def a_cargo_de(actor: Actor) -> Q:
    """Lo que tiene a cargo esta persona, y lo de aquellas a quienes suple."""
    if not actor.suple:
        return Q(responsable_id=actor.usuario_id)
    return Q(responsable_id__in=[actor.usuario_id, *sorted(actor.suple)])


def puede_ver(actor: Actor, peticion: Peticion) -> Permiso:
    """Leer la petición, sus anexos y su historia (no la identidad de quien pide)."""
    por_su_trabajo = _por_su_trabajo(actor, peticion)
    return SI if por_su_trabajo or _por_remision(actor, peticion) else por_su_trabajo


def lee_en_reserva(actor: Actor, peticion: Peticion) -> bool:
    """Si solo la lee porque se la remitieron: que la mire no lo puede saber quien la tramita."""
    return _por_remision(actor, peticion) and not _por_su_trabajo(actor, peticion)


def _por_remision(actor: Actor, peticion: Peticion) -> bool:
    return peticion.remitida is not None and actor.tiene_rol(Rol.CONTROL_DISCIPLINARIO)


def _por_su_trabajo(actor: Actor, peticion: Peticion) -> Permiso:
    if actor.tiene_rol(*LEEN_TODO) or es_de_los_suyos(actor, peticion):
        return SI
    if actor.responde_por(peticion.responsable_id):
        return SI if actor.tiene_rol(*TRABAJAN) else AJENA
    # La dependencia a la que se le pidió su parte la lee, y la sigue leyendo después de entregarla.
    return SI if tiene_parte(peticion, actor.dependencias(*TRABAJAN)) else AJENA


def puede_ver_identidad(actor: Actor, peticion: Peticion) -> Permiso:
    """Abrir los datos de contacto; queda escrito quién y para qué (Ley 1581 de 2012)."""
    if peticion.identidad_id is None:
        return Permiso(si=False, motivo="La persona no dejó datos de contacto.")
    if actor.tiene_rol(Rol.ATENCION):
        return SI
    if peticion.solicitante in SIN_IDENTIDAD:
        return Permiso(
            si=False,
            motivo="La persona pidió reservar su identidad: solo la conoce la Dirección de "
            "Atención al Ciudadano.",
        )
    return si_es_de_los_suyos(actor, peticion)


def puede_ver_original(actor: Actor, peticion: Peticion) -> Permiso:
    """Abrir un anexo tal como llegó, con sus datos ocultos (autor, lugar, aparato); queda escrito."""
    if peticion.solicitante not in SIN_IDENTIDAD or actor.tiene_rol(Rol.ATENCION):
        return SI
    return Permiso(
        si=False,
        motivo="A este archivo no se le pudieron quitar los datos ocultos, que pueden decir quién "
        "lo hizo, y la persona pidió reservar su identidad. Pídale a la Dirección de Atención al "
        "Ciudadano que lo abra y le diga lo que usted necesita para responder.",
    )


def puede_ver_cambios_de_clase(actor: Actor) -> Permiso:
    """La lista del mes de los cambios que alargaron el término; un jefe, los de su dependencia."""
    if actor.tiene_rol(Rol.ATENCION, Rol.CONTROL_INTERNO, Rol.JEFE):
        return SI
    return Permiso(
        si=False,
        motivo="Esta lista la leen los jefes, la Dirección de Atención y Control Interno.",
    )
