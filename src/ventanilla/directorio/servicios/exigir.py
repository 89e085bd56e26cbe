"""Exigir un permiso: se pregunta otra vez aquí adentro, aunque la pantalla ya lo haya hecho."""

from ventanilla.comun.actores import Permiso
from ventanilla.comun.errores import SinPermiso


def exigir(permiso: Permiso) -> None:
    """Sigue solo si se puede.

    Raises:
        SinPermiso: con el motivo que lee la persona.
    """
    if not permiso:
        raise SinPermiso(permiso.motivo)
