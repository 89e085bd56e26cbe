"""Lo que toda página de trabajo hace primero: saber quién es y qué hora es."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from ventanilla.comun.actores import Actor, Permiso
from ventanilla.comun.reloj import ahora
from ventanilla.directorio.consultas import actor_de
from ventanilla.directorio.models import Usuario


def quien(request: HttpRequest) -> tuple[Actor, datetime]:
    """La persona que trabaja, con sus cargos de este instante, y el instante."""
    momento = ahora()
    if not isinstance(request.user, Usuario):
        raise PermissionDenied
    actor = getattr(request, "quien_trabaja", None) or actor_de(request.user, momento)
    request.quien_trabaja = actor  # type: ignore[attr-defined]
    return actor, momento


def pedir(permiso: Permiso) -> None:
    """Sigue solo si se puede.

    Raises:
        PermissionDenied: con el motivo que lee la persona.
    """
    if not permiso:
        raise PermissionDenied(permiso.motivo)
