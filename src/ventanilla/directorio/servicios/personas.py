"""Crear personas y nombrarlas."""

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from ventanilla.auditoria.servicios import asentar
from ventanilla.comun.actores import Actor
from ventanilla.comun.errores import DatosInvalidos, ErrorDeDominio, Falta
from ventanilla.comun.texto import limpiar_linea
from ventanilla.comun.transaccion import escritura
from ventanilla.directorio.models import Nombramiento, Rol, Usuario


def crear_administrador(
    correo: str, *, nombre: str, contrasena: str, acto: str, actor: Actor, ahora: datetime
) -> Usuario:
    """Crea una persona con el rol de administrador, desde hoy.

    Raises:
        DatosInvalidos: el correo o el nombre no sirven.
        ValidationError: la contraseña es débil.
        ErrorDeDominio: ya hay una cuenta con ese correo.
    """
    correo, nombre = limpiar_linea(correo).lower(), limpiar_linea(nombre)
    try:
        validate_email(correo)
    except ValidationError as error:
        raise DatosInvalidos([Falta("correo", "Ese correo no está bien escrito.")]) from error
    if not nombre:
        raise DatosInvalidos([Falta("nombre", "Escriba el nombre de la persona.")])
    validate_password(contrasena)
    if Usuario.objects.filter(email=correo).exists():
        raise ErrorDeDominio("Ya hay una cuenta con ese correo.")
    with escritura():
        usuario = Usuario.objects.create_user(correo, nombre, contrasena)
        Nombramiento.objects.create(
            usuario=usuario, rol=Rol.ADMINISTRADOR, desde=ahora.date(), acto=acto
        )
        asentar(
            f"usuario:{usuario.pk}",
            "nombrado",
            actor=actor,
            ahora=ahora,
            contenido={"rol": Rol.ADMINISTRADOR.value, "acto": acto},
        )
    return usuario
