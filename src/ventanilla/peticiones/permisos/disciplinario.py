"""Quién remite a Control Disciplinario, y quién lee por qué."""

from ventanilla.comun.actores import Actor, Permiso
from ventanilla.directorio.models import Rol
from ventanilla.peticiones.models import Peticion
from ventanilla.peticiones.permisos.comunes import AJENA, SI


def puede_remitir_a_disciplinario(actor: Actor, peticion: Peticion) -> Permiso:
    """Remitirla a Control Disciplinario, con su motivo, que nadie más lee."""
    if actor.tiene_rol(Rol.ATENCION):
        return SI
    if not actor.tiene_rol(Rol.JEFE):
        return Permiso(
            si=False,
            motivo="La remiten la jefatura de la dependencia o la Dirección de Atención.",
        )
    # No dice si ya fue remitida: lo podría estar leyendo aquel de quien se trata.
    return SI if peticion.dependencia_id in actor.dependencias(Rol.JEFE) else AJENA


def puede_leer_remision(actor: Actor, peticion: Peticion) -> Permiso:
    """Leer por qué fue remitida y quién la remitió."""
    if actor.tiene_rol(Rol.CONTROL_DISCIPLINARIO) and peticion.remitida is not None:
        return SI
    return Permiso(si=False, motivo="Lo lee solo Control Disciplinario.")
