"""Quién puede cambiar el archivo de la entidad."""

from ventanilla.comun.actores import Actor, Permiso
from ventanilla.directorio.models import Rol


def puede_cambiar_trd(actor: Actor) -> Permiso:
    """Preparar y adoptar la versión siguiente de la tabla de retención documental, o retirarla antes de regir."""
    if actor.tiene_rol(Rol.ADMINISTRADOR):
        return Permiso(si=True)
    return Permiso(
        si=False,
        motivo="La tabla de retención documental la prepara, la adopta y la retira en el sistema "
        "quien administra.",
    )
