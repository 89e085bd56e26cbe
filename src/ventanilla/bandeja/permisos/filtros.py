"""Quién comparte un filtro de la bandeja y quién lo cambia o lo borra."""

from ventanilla.bandeja.models import FiltroGuardado
from ventanilla.comun.actores import Actor, Permiso
from ventanilla.directorio.models import Dependencia, Rol
from ventanilla.peticiones.permisos import REPARTEN_ADENTRO, SI

COMPARTEN = (*REPARTEN_ADENTRO, Rol.ATENCION)


def puede_compartir_filtro(actor: Actor, unidad: Dependencia) -> Permiso:
    """Dejar un filtro de la bandeja a la vista de toda la dependencia."""
    if unidad.pk in actor.dependencias(*COMPARTEN):
        return SI
    return Permiso(
        si=False,
        motivo="Un filtro lo comparten el jefe y el enlace de la dependencia. Guárdelo para usted.",
    )


def puede_cambiar_filtro(actor: Actor, filtro: FiltroGuardado) -> Permiso:
    """Renombrar o borrar un filtro: el propio, su dueño; el compartido, quien comparte en ella."""
    if filtro.dependencia is not None:
        permiso = puede_compartir_filtro(actor, filtro.dependencia)
        if permiso:
            return SI
        return Permiso(
            si=False,
            motivo="Este filtro es de toda la dependencia: lo cambian su jefe y su enlace.",
        )
    if filtro.usuario_id == actor.usuario_id:
        return SI
    return Permiso(si=False, motivo="Este filtro es de otra persona.")
