"""Qué pestañas de la bandeja le salen a cada quien, y qué hay en cada una."""

from dataclasses import dataclass

from django.db.models import Q

from ventanilla.comun.actores import Actor
from ventanilla.directorio.models import Rol
from ventanilla.peticiones.models import Estado
from ventanilla.peticiones.permisos import (
    DE_CONTROL,
    LEEN_TODO,
    TRABAJAN,
    VERIFICAN,
    a_cargo_de,
    por_firmar,
    remitidas,
    visibles,
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
        return a_cargo_de(actor)
    if vista == "dependencia":
        roles = () if actor.tiene_rol(*LEEN_TODO) else TRABAJAN
        return Q(dependencia_id__in=actor.dependencias(*roles))
    if vista == "por-firmar":
        return por_firmar(actor)
    if vista == "remitidas":
        return remitidas(actor)
    if vista == "traslados":
        # Nadie ha aceptado todavía la competencia: están a tiempo de ir a otra entidad (art. 21).
        return visibles(actor) & Q(vence_clase="competencia")
    if vista == "por-verificar" and actor.tiene_rol(*VERIFICAN):
        return Q(estado=Estado.POR_VERIFICAR)
    if vista == "control":
        return visibles(actor) & Q(clase__in=DE_CONTROL)
    return visibles(actor)
