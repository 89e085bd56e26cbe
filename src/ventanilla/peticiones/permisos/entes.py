"""Quién da acceso de lectura a un ente de control, y quién ve los que se han dado."""

from ventanilla.comun.actores import Actor, Permiso
from ventanilla.directorio.models import Rol
from ventanilla.peticiones.permisos.comunes import SI

DAN = (Rol.ATENCION, Rol.ADMINISTRADOR)


def puede_ver_accesos_externos(actor: Actor) -> Permiso:
    """Ver los accesos dados a entes de control, con lo que ha mirado cada uno."""
    if actor.tiene_rol(*DAN, Rol.CONTROL_INTERNO):
        return SI
    return Permiso(
        si=False,
        motivo="Los accesos de entes de control los ven la Dirección de Atención, quien administra "
        "y Control Interno.",
    )


def puede_dar_acceso_externo(actor: Actor) -> Permiso:
    """Dar a un ente de control un acceso de lectura acotado, enviarlo otra vez o revocarlo."""
    if actor.tiene_rol(*DAN):
        return SI
    return Permiso(
        si=False,
        motivo="El acceso de un ente de control lo dan la Dirección de Atención o quien administra.",
    )
