"""Quién puede leer qué de una petición, y qué pestañas le salen."""

from dataclasses import dataclass

from django.db.models import Q

from ventanilla.comun.actores import Actor, Permiso
from ventanilla.directorio.models import Rol
from ventanilla.peticiones.consultas.partes import tiene_parte
from ventanilla.peticiones.models import Estado, Peticion
from ventanilla.peticiones.permisos.comunes import (
    AJENA,
    DE_CONTROL,
    LEEN_TODO,
    SI,
    SIN_IDENTIDAD,
    TRABAJAN,
    VERIFICAN,
    es_de_los_suyos,
    si_es_de_los_suyos,
)


@dataclass(frozen=True)
class Vista:
    """Una pestaña de la bandeja.

    `mia`, `dependencia`, `por-firmar`, `traslados`, `control`, `por-verificar` o `todas`.
    """

    codigo: str
    nombre: str


def vistas_de(actor: Actor) -> list[Vista]:
    """Las pestañas que le sirven a esta persona; vacía si su cargo no ve peticiones."""
    vistas = []
    trabaja = actor.tiene_rol(*TRABAJAN, Rol.ATENCION)
    if trabaja:
        vistas += [Vista("mia", "Mi bandeja"), Vista("dependencia", "Mi dependencia")]
    if any(c.firma for c in actor.cargos):
        vistas.append(Vista("por-firmar", "Por firmar"))
    if vistas or actor.tiene_rol(*LEEN_TODO):
        vistas.append(Vista("traslados", "Traslados"))
        vistas.append(Vista("control", "Entes de control y jueces"))
    if actor.tiene_rol(*VERIFICAN):
        vistas.append(Vista("por-verificar", "Por verificar"))
    if actor.tiene_rol(*LEEN_TODO):
        # A quien lee todo y no tramita, lo primero que le sirve es todo.
        vistas.insert(len(vistas) if trabaja else 0, Vista("todas", "Todas las peticiones"))
    if actor.tiene_rol(Rol.CONTROL_DISCIPLINARIO):
        vistas.append(Vista("remitidas", "Remitidas a Control Disciplinario"))
    return vistas


def condicion_de(actor: Actor, vista: str) -> Q:
    """Condición sobre `Peticion`: las de esa pestaña que esta persona puede leer.

    Si la pestaña ya está dentro de lo que puede leer no se repite la condición general: con menos
    condiciones la base saca la lista de un solo índice.
    """
    if vista == "mia" and actor.tiene_rol(*TRABAJAN, *LEEN_TODO):
        return _a_cargo_de(actor)
    if vista == "dependencia":
        roles = () if actor.tiene_rol(*LEEN_TODO) else TRABAJAN
        return Q(dependencia_id__in=actor.dependencias(*roles))
    if vista == "por-firmar":
        firma = {c.dependencia_id for c in actor.cargos if c.firma}
        return visibles(actor) & Q(dependencia_id__in=firma, estado=Estado.PROYECTADA)
    if vista == "remitidas":
        return _remitidas(actor)
    if vista == "traslados":
        # Nadie ha aceptado todavía la competencia: están a tiempo de ir a otra entidad (art. 21).
        return visibles(actor) & Q(vence_clase="competencia")
    if vista == "por-verificar" and actor.tiene_rol(*VERIFICAN):
        return Q(estado=Estado.POR_VERIFICAR)
    if vista == "control":
        return visibles(actor) & Q(clase__in=DE_CONTROL)
    return visibles(actor)


def visibles(actor: Actor) -> Q:
    """Condición sobre `Peticion`: las que esta persona puede leer."""
    if actor.tiene_rol(*LEEN_TODO):
        return Q()
    if not actor.tiene_rol(*TRABAJAN):
        return _remitidas(actor)
    propias = actor.dependencias(*TRABAJAN)
    suyas = Q(dependencia_id__in=propias) | _a_cargo_de(actor)
    es_disciplinario = actor.tiene_rol(Rol.CONTROL_DISCIPLINARIO)
    return suyas | _remitidas(actor) if es_disciplinario else suyas


def _remitidas(actor: Actor) -> Q:
    """Lo que se remitió a Control Disciplinario, si lo ejerce; si no, nada."""
    ejerce = actor.tiene_rol(Rol.CONTROL_DISCIPLINARIO)
    return Q(remitida__isnull=False) if ejerce else Q(pk__in=())


def _a_cargo_de(actor: Actor) -> Q:
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
    """Bajar una imagen con sus datos ocultos (dónde se tomó, con qué), si no se le pudieron quitar."""
    if peticion.solicitante not in SIN_IDENTIDAD or actor.tiene_rol(Rol.ATENCION):
        return SI
    return Permiso(
        si=False,
        motivo="A esta imagen no se le pudieron quitar los datos ocultos, que pueden decir quién "
        "la tomó, y la persona pidió reservar su identidad. Pídale a la Dirección de Atención al "
        "Ciudadano una copia limpia.",
    )


def puede_ver_cambios_de_clase(actor: Actor) -> Permiso:
    """La lista del mes de los cambios que alargaron el término; un jefe, los de su dependencia."""
    if actor.tiene_rol(Rol.ATENCION, Rol.CONTROL_INTERNO, Rol.JEFE):
        return SI
    return Permiso(
        si=False,
        motivo="Esta lista la leen los jefes, la Dirección de Atención y Control Interno.",
    )
