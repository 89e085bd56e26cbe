"""Quién puede ver cómo está armada la entidad."""

from ventanilla.comun.actores import Actor, Permiso
from ventanilla.directorio.models import Rol

LEEN_LA_ENTIDAD = (Rol.ADMINISTRADOR, Rol.ATENCION, Rol.CONTROL_INTERNO)


def puede_ver_la_entidad(actor: Actor) -> Permiso:
    """Leer la estructura, la gente con sus cargos y los días no hábiles."""
    if actor.tiene_rol(*LEEN_LA_ENTIDAD):
        return Permiso(si=True)
    return Permiso(
        si=False,
        motivo="Esta página es de quien administra, de la Dirección de Atención al Ciudadano y de "
        "Control Interno.",
    )
