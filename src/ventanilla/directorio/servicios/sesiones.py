"""Las sesiones abiertas de una persona."""

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from ventanilla.auditoria.servicios import asentar
from ventanilla.comun.actores import Actor
from ventanilla.comun.transaccion import escritura
from ventanilla.directorio.models import Usuario
from ventanilla.directorio.permisos import puede_cerrar_sesiones
from ventanilla.directorio.servicios.exigir import exigir


def cerrar_las_demas(usuario: Usuario, *, esta: str, actor: Actor, ahora: datetime) -> int:
    """Cierra toda sesión de `usuario` menos la de llave `esta`; devuelve cuántas cerró."""
    otras = list(UserSession.objects.filter(user=usuario).exclude(session_key=esta))
    if not otras:
        return 0
    with escritura():
        for sesion in otras:
            sesion.end()
        asentar(
            f"usuario:{usuario.pk}",
            "sesiones_cerradas",
            actor=actor,
            ahora=ahora,
            contenido={"cuantas": len(otras)},
        )
    return len(otras)


def cerrar_todas(usuario: Usuario, *, actor: Actor, ahora: datetime) -> int:
    """Quien administra cierra toda sesión de otra persona; devuelve cuántas cerró.

    Raises:
        SinPermiso: si `actor` no administra.
    """
    exigir(puede_cerrar_sesiones(actor, usuario))
    return cerrar_las_demas(usuario, esta="", actor=actor, ahora=ahora)


def olvidar_vencidas(*, ahora: datetime) -> int:
    """Borra las sesiones que ya vencieron y su seña; devuelve cuántas."""
    vencidas = Session.objects.filter(expire_date__lt=ahora)
    with escritura():
        UserSession.objects.filter(session_key__in=vencidas.values("session_key")).delete()
        cuantas, _ = vencidas.delete()
    return cuantas
