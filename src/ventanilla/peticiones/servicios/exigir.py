"""Exigir un permiso: se pregunta otra vez aquí adentro, aunque la pantalla ya lo haya hecho."""

from ventanilla.comun.actores import Actor, Permiso
from ventanilla.comun.errores import SinPermiso


def exigir(permiso: Permiso) -> None:
    """Sigue solo si se puede.

    Raises:
        SinPermiso: con el motivo que lee la persona.
    """
    if not permiso:
        raise SinPermiso(permiso.motivo)


def usuario_de(actor: Actor) -> int:
    """La llave del usuario que actúa.

    Raises:
        SinPermiso: si no es una persona con cuenta.
    """
    if actor.usuario_id is None:
        raise SinPermiso("Esto lo hace una persona con cuenta en el sistema.")
    return actor.usuario_id
