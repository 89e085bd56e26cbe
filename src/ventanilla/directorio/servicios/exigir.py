"""Exigir un permiso: se pregunta otra vez aquí adentro, aunque la pantalla ya lo haya hecho."""

from ventanilla.comun.actores import Actor, Permiso
from ventanilla.comun.errores import SinPermiso
from ventanilla.directorio.permisos import puede_cambiar_la_entidad


def exigir(permiso: Permiso) -> None:
    """Sigue solo si se puede.

    Raises:
        SinPermiso: con el motivo que lee la persona.
    """
    if not permiso:
        raise SinPermiso(permiso.motivo)


def exigir_que_administre(actor: Actor) -> None:
    """Sigue solo quien puede cambiar la entidad.

    Raises:
        SinPermiso: con el motivo que lee la persona.
    """
    exigir(puede_cambiar_la_entidad(actor))
