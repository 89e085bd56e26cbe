"""Crear personas, corregir sus datos, y cerrar o abrir su cuenta."""

from datetime import datetime

from allauth.account.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError

from ventanilla.auditoria.servicios import asentar
from ventanilla.comun.actores import Actor
from ventanilla.comun.cifrado import cifrar
from ventanilla.comun.errores import Cambiado, DatosInvalidos, ErrorDeDominio, Falta
from ventanilla.comun.texto import limpiar_linea
from ventanilla.comun.transaccion import escritura
from ventanilla.directorio.consultas.asentado import comprometido_de, de_nombramiento
from ventanilla.directorio.models import Nombramiento, Rol, Usuario
from ventanilla.directorio.permisos import (
    puede_administrar_personas,
    puede_desactivar,
    puede_editar_persona,
)
from ventanilla.directorio.servicios.administran import (
    exigir_quien_administre,
)
from ventanilla.directorio.servicios.exigir import exigir
from ventanilla.directorio.servicios.turno import tomar_la_entidad

LARGO_DEL_NOMBRE = 160
YA_HAY = "Ya hay una cuenta con ese correo."


def crear_administrador(
    correo: str, *, nombre: str, contrasena: str, acto: str, actor: Actor, ahora: datetime
) -> Usuario:
    """Crea una persona con el rol de administrador, desde hoy.

    Raises:
        DatosInvalidos: el correo o el nombre no sirven.
        ValidationError: la contraseña es débil.
        ErrorDeDominio: ya hay una cuenta con ese correo.
    """
    correo, nombre = _revisados(correo, nombre)
    validate_password(contrasena)
    with escritura():
        tomar_la_entidad()
        if Usuario.objects.filter(email=correo).exists():
            raise ErrorDeDominio(YA_HAY)
        usuario = Usuario.objects.create_user(correo, nombre, contrasena)
        nombramiento = Nombramiento.objects.create(
            usuario=usuario, rol=Rol.ADMINISTRADOR, desde=ahora.date(), acto=acto
        )
        asentar(
            f"usuario:{usuario.pk}",
            "nombrado",
            actor=actor,
            ahora=ahora,
            contenido=de_nombramiento(nombramiento),
            reservado=comprometido_de(usuario),
        )
    return usuario


def crear_persona(correo: str, *, nombre: str, actor: Actor, ahora: datetime) -> Usuario:
    """Abre la cuenta de una persona, sin contraseña ni cargos, y le escribe cómo entrar.

    Raises:
        SinPermiso: si `actor` no administra.
        DatosInvalidos: el correo o el nombre no sirven, o ya hay una cuenta con ese correo.
    """
    exigir(puede_administrar_personas(actor))
    correo, nombre = _revisados(correo, nombre)
    try:
        with escritura(punto=True):
            tomar_la_entidad()
            usuario = Usuario.objects.create_user(correo, nombre)
            asentar(
                f"usuario:{usuario.pk}",
                "creado",
                actor=actor,
                ahora=ahora,
                contenido={"activa": True},
                reservado=comprometido_de(usuario),
            )
            # El correo lo despacha quien está arriba en la calle: aquí solo se le pide.
            get_adapter().send_mail("directorio/bienvenida", correo, {"usuario": usuario.pk})
    except IntegrityError as error:
        raise DatosInvalidos([Falta("correo", YA_HAY)]) from error
    return usuario


def editar_persona(
    usuario: Usuario, *, correo: str, nombre: str, actor: Actor, ahora: datetime
) -> Usuario:
    """Corrige el nombre o el correo. Si cambia el correo, se avisa al anterior y se cierran sesiones.

    Raises:
        SinPermiso: si `actor` no administra.
        DatosInvalidos: no sirven, o el correo es de otra cuenta.
        Cambiado: si otra persona los cambió primero.
    """
    exigir(puede_editar_persona(actor, usuario))
    correo, nombre = _revisados(correo, nombre)
    anterior = usuario.email
    if (correo, nombre) == (anterior, usuario.nombre):
        return usuario
    try:
        with escritura(punto=True):
            tomar_la_entidad()
            movidas = Usuario.objects.filter(
                pk=usuario.pk, email=anterior, nombre=usuario.nombre
            ).update(email=correo, nombre=nombre)
            if movidas != 1:
                raise Cambiado("Otra persona acaba de cambiar estos datos. Vuelva a abrir la hoja.")
            asentar(
                f"usuario:{usuario.pk}",
                "cambiado",
                actor=actor,
                ahora=ahora,
                contenido={"correo_cambiado": correo != anterior},
                reservado={"correo": correo, "nombre": nombre},
            )
            if correo != anterior:
                _cerrar_todas(usuario)
                get_adapter().send_mail("directorio/correo_cambiado", anterior, {})
    except IntegrityError as error:
        raise DatosInvalidos([Falta("correo", YA_HAY)]) from error
    usuario.email, usuario.nombre = correo, nombre
    return usuario


def desactivar(usuario: Usuario, *, motivo: str, actor: Actor, ahora: datetime) -> None:
    """Cierra la cuenta: desde la página siguiente esa persona no entra ni hace nada.

    Lo que tenía a cargo lo entrega `peticiones.servicios.retirar`. Repetirlo no hace nada.

    Raises:
        SinPermiso: si `actor` no administra o es su propia cuenta.
        DatosInvalidos: si falta el motivo.
        SinQuienAdministre: si no quedaría quien administre.
    """
    exigir(puede_desactivar(actor, usuario))
    motivo = limpiar_linea(motivo)[:300]
    if not motivo:
        raise DatosInvalidos([Falta("motivo", "Escriba por qué se cierra la cuenta.")])
    with escritura():
        tomar_la_entidad()
        if not Usuario.objects.filter(pk=usuario.pk, is_active=True).update(is_active=False):
            return
        _cerrar_todas(usuario)
        if usuario.nombramientos.filter(rol=Rol.ADMINISTRADOR).exists():
            exigir_quien_administre(ahora=ahora)
        objeto = f"usuario:{usuario.pk}"
        asentar(
            objeto,
            "desactivado",
            actor=actor,
            ahora=ahora,
            contenido={"motivo_cifrado": cifrar(motivo, uso="motivos", contexto=objeto).hex()},
            reservado={"motivo": motivo},
        )
    usuario.is_active = False


def activar(usuario: Usuario, *, actor: Actor, ahora: datetime) -> None:
    """Abre otra vez la cuenta. Los cargos son los que sigan vigentes. Repetirlo no hace nada.

    Raises:
        SinPermiso: si `actor` no administra o es su propia cuenta.
    """
    exigir(puede_desactivar(actor, usuario))
    with escritura():
        if Usuario.objects.filter(pk=usuario.pk, is_active=False).update(is_active=True):
            asentar(f"usuario:{usuario.pk}", "activado", actor=actor, ahora=ahora, contenido={})
    usuario.is_active = True


def _cerrar_todas(usuario: Usuario) -> None:
    for sesion in UserSession.objects.filter(user=usuario):
        sesion.end()


def _revisados(correo: str, nombre: str) -> tuple[str, str]:
    correo, nombre = limpiar_linea(correo).lower(), limpiar_linea(nombre)
    faltas = []
    try:
        validate_email(correo)
    except ValidationError:
        faltas.append(Falta("correo", "Ese correo no está bien escrito."))
    if not nombre:
        faltas.append(Falta("nombre", "Escriba el nombre de la persona."))
    elif len(nombre) > LARGO_DEL_NOMBRE:
        faltas.append(Falta("nombre", f"Escríbalo en {LARGO_DEL_NOMBRE} letras o menos."))
    if faltas:
        raise DatosInvalidos(faltas)
    return correo, nombre
