"""Quién trabaja: lo primero que lee toda página de trabajo, de cualquier casa."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from ventanilla.comun.actores import Actor
from ventanilla.comun.reloj import ahora
from ventanilla.directorio.consultas.personas import actor_de
from ventanilla.directorio.models import Usuario


def quien(request: HttpRequest) -> tuple[Actor, datetime]:
    """La persona que trabaja, con sus cargos de este instante, y el instante.

    Sus cargos se leen una vez por solicitud.

    Raises:
        PermissionDenied: si no hay una persona con cuenta.
    """
    momento = ahora()
    if not isinstance(request.user, Usuario):
        raise PermissionDenied
    actor = getattr(request, "quien_trabaja", None) or actor_de(request.user, momento)
    request.quien_trabaja = actor  # type: ignore[attr-defined]
    return actor, momento
