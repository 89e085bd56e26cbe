"""Lo que toda página de trabajo hace primero: saber quién es y qué hora es."""

from django.core.exceptions import PermissionDenied

from ventanilla.comun.actores import Permiso
from ventanilla.directorio.consultas.quien import quien

__all__ = ["pedir", "quien"]


def pedir(permiso: Permiso) -> None:
    """Sigue solo si se puede.

    Raises:
        PermissionDenied: con el motivo que lee la persona.
    """
    if not permiso:
        raise PermissionDenied(permiso.motivo)
