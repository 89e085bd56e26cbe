"""El segundo factor de una persona: dejar escrito lo que cambia y, si perdió el teléfono, quitarlo."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from ventanilla.auditoria.servicios import asentar
from ventanilla.comun.actores import Actor
from ventanilla.comun.cifrado import cifrar
from ventanilla.comun.errores import DatosInvalidos, Falta, SinPermiso
from ventanilla.comun.texto import limpiar_linea
from ventanilla.comun.transaccion import escritura
from ventanilla.directorio.models import Usuario
from ventanilla.directorio.permisos import puede_quitar_segundo_factor

LARGO_DEL_MOTIVO = 300


def anotar_en_la_cuenta(usuario: Usuario, hecho: str, *, actor: Actor, ahora: datetime) -> None:
    """Deja asiento de un cambio que la persona hizo en su propia cuenta."""
    with escritura():
        asentar(f"usuario:{usuario.pk}", hecho, actor=actor, ahora=ahora, contenido={})


def quitar_segundo_factor(usuario: Usuario, *, motivo: str, actor: Actor, ahora: datetime) -> None:
    """Borra la aplicación y los códigos de quien los perdió, y cierra sus sesiones.

    Repetirlo no hace nada. El motivo va cifrado al libro: puede nombrar a alguien.

    Raises:
        SinPermiso: si `actor` no administra o quiere quitarse el suyo.
        DatosInvalidos: si falta el motivo.
    """
    permiso = puede_quitar_segundo_factor(actor, usuario)
    if not permiso:
        raise SinPermiso(permiso.motivo)
    motivo = limpiar_linea(motivo)[:LARGO_DEL_MOTIVO]
    if not motivo:
        raise DatosInvalidos([Falta("motivo", "Escriba cómo comprobó que es esa persona.")])
    objeto = f"usuario:{usuario.pk}"
    sellado = cifrar(motivo, uso="motivos", contexto=objeto).hex()
    sesiones = list(UserSession.objects.filter(user=usuario))
    with escritura():
        quitados, _ = Authenticator.objects.filter(user=usuario).delete()
        if not quitados:
            return
        for sesion in sesiones:
            sesion.end()
        asentar(
            objeto,
            "segundo_factor_retirado",
            actor=actor,
            ahora=ahora,
            contenido={"motivo_cifrado": sellado},
            reservado={"motivo": motivo},
        )
