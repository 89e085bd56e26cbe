"""La contraseña de una persona: el libro fija la huella de la que ella puso, sin decirla."""

from datetime import datetime

from django.contrib.auth.hashers import get_hasher, identify_hasher, make_password

from ventanilla.auditoria.servicios import asentar
from ventanilla.comun.actores import Actor
from ventanilla.comun.transaccion import escritura
from ventanilla.directorio.models import Usuario


def poner_contrasena(usuario: Usuario, contrasena: str, *, actor: Actor, ahora: datetime) -> None:
    """La guarda y asienta el compromiso de su huella: una puesta por fuera no coincide."""
    # Hacer la huella es lento a propósito: va antes de tomar la base.
    fijar_huella(usuario, make_password(contrasena), actor=actor, ahora=ahora)


def fijar_huella(usuario: Usuario, huella: str, *, actor: Actor, ahora: datetime) -> None:
    """La guarda ya hecha, con su asiento."""
    with escritura():
        Usuario.objects.filter(pk=usuario.pk).update(password=huella)
        usuario.password = huella
        _asentar(usuario, "contrasena_puesta", actor, ahora)


def rehacer_contrasena(usuario: Usuario, contrasena: str, *, actor: Actor, ahora: datetime) -> bool:
    """Al entrar, si el programa ya las guarda de un modo más fuerte, la guarda así. Dice si lo hizo.

    `contrasena` es la que acaba de servir. Si otra ventana la cambió entre tanto, no la pisa.
    """
    anterior = usuario.password
    preferida = get_hasher()
    misma = identify_hasher(anterior).algorithm == preferida.algorithm
    if misma and not preferida.must_update(anterior):
        return False
    nueva = make_password(contrasena)
    with escritura():
        if not Usuario.objects.filter(pk=usuario.pk, password=anterior).update(password=nueva):
            return False
        usuario.password = nueva
        _asentar(usuario, "contrasena_rehecha", actor, ahora)
    return True


def _asentar(usuario: Usuario, hecho: str, actor: Actor, ahora: datetime) -> None:
    asentar(
        f"usuario:{usuario.pk}",
        hecho,
        actor=actor,
        ahora=ahora,
        contenido={},
        reservado={"contrasena": usuario.password},
    )
