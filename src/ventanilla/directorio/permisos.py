"""Quién puede ver cómo está armada la entidad, y qué se le exige a quien entra."""

from collections.abc import Collection, Sequence
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import QuerySet

from ventanilla.comun.actores import Actor, Permiso
from ventanilla.directorio.consultas import actor_de
from ventanilla.directorio.models import Dependencia, Nombramiento, Rol, Usuario

LEEN_LA_ENTIDAD = (Rol.ADMINISTRADOR, Rol.ATENCION, Rol.CONTROL_INTERNO)
SEGUNDOS_FACTORES = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
CERTIFICAN_TODO = (Rol.ADMINISTRADOR, Rol.CONTROL_INTERNO)


def puede_ver_la_entidad(actor: Actor) -> Permiso:
    """Leer la estructura, la gente con sus cargos y los días no hábiles."""
    if actor.tiene_rol(*LEEN_LA_ENTIDAD):
        return Permiso(si=True)
    return Permiso(
        si=False,
        motivo="Esta página es de quien administra, de la Dirección de Atención al Ciudadano y de "
        "Control Interno.",
    )


def puede_cambiar_la_entidad(actor: Actor) -> Permiso:
    """Cambiar la estructura, los días no hábiles, los catálogos y la cara de la entidad."""
    if actor.tiene_rol(Rol.ADMINISTRADOR):
        return Permiso(si=True)
    return Permiso(si=False, motivo="La entidad la cambia quien administra.")


def puede_cambiar_reglamento(actor: Actor) -> Permiso:
    """Preparar y adoptar la versión siguiente del reglamento de peticiones (CPACA art. 22)."""
    if actor.tiene_rol(Rol.ADMINISTRADOR):
        return Permiso(si=True)
    return Permiso(
        si=False, motivo="El reglamento lo prepara y lo adopta en el sistema quien administra."
    )


def puede_quitar_segundo_factor(actor: Actor, usuario: Usuario) -> Permiso:
    """Quitar el segundo factor de otra persona que perdió su teléfono y sus códigos."""
    if not actor.tiene_rol(Rol.ADMINISTRADOR):
        return Permiso(si=False, motivo="Esto lo hace quien administra.")
    if actor.usuario_id == usuario.pk:
        return Permiso(
            si=False,
            motivo="El suyo se cambia en «Mi cuenta». Si perdió el teléfono y los códigos, pídaselo "
            "a otra persona que administre.",
        )
    return Permiso(si=True)


def puede_certificar(actor: Actor) -> Permiso:
    """Entrar a la página del paz y salvo de radicados."""
    if actor.tiene_rol(*CERTIFICAN_TODO, Rol.JEFE):
        return Permiso(si=True)
    return Permiso(
        si=False,
        motivo="El paz y salvo lo expide la jefatura de la dependencia, quien administra o Control "
        "Interno.",
    )


def puede_expedir_paz_y_salvo(actor: Actor, quien: Usuario | Dependencia) -> Permiso:
    """Decir qué tiene a cargo `quien`: un jefe, solo de su dependencia y de su gente."""
    permiso = puede_certificar(actor)
    if not permiso or actor.tiene_rol(*CERTIFICAN_TODO):
        return permiso
    if isinstance(quien, Dependencia):
        es_suyo = quien.pk in actor.dependencias(Rol.JEFE)
    else:
        es_suyo = personas_que_certifica(actor).filter(pk=quien.pk).exists()
    if es_suyo:
        return permiso
    return Permiso(si=False, motivo="No es de su dependencia.")


def dependencias_que_certifica(actor: Actor) -> QuerySet[Dependencia]:
    """Las que puede certificar, por nombre; también las que ya no existen."""
    todas = Dependencia.objects.order_by("nombre")
    if actor.tiene_rol(*CERTIFICAN_TODO):
        return todas
    return todas.filter(pk__in=actor.dependencias(Rol.JEFE))


def personas_que_certifica(actor: Actor) -> QuerySet[Usuario]:
    """Las que puede certificar, por nombre; también quienes ya se fueron."""
    todas = Usuario.objects.order_by("nombre")
    if actor.tiene_rol(*CERTIFICAN_TODO):
        return todas
    propias = Nombramiento.objects.filter(dependencia__in=actor.dependencias(Rol.JEFE))
    return todas.filter(pk__in=propias.values("usuario"))


def con_segundo_factor(personas: Sequence[Usuario]) -> set[int]:
    """De ellas, a cuáles se les pide al entrar un código o una llave además de la contraseña."""
    filas = Authenticator.objects.filter(user__in=personas, type__in=SEGUNDOS_FACTORES)
    return set(filas.values_list("user_id", flat=True))


def puede_quitar_su_factor(usuario: Usuario, factor: int, ahora: datetime) -> Permiso:
    """Quitar uno de los propios: siempre, si no se le exige; si no, mientras le quede otro."""
    otros = Authenticator.objects.filter(user=usuario, type__in=SEGUNDOS_FACTORES)
    if otros.exclude(pk=factor).exists() or not se_le_exige_segundo_factor(usuario, ahora):
        return Permiso(si=True)
    return Permiso(
        si=False,
        motivo="Su cargo exige segundo factor y este es el único: agregue antes otra llave o la "
        "aplicación del teléfono.",
    )


def tiene_segundo_factor(usuario: Usuario) -> bool:
    """Si al entrar se le pide un código además de la contraseña."""
    return usuario.pk in con_segundo_factor([usuario])


def se_le_exige_segundo_factor(usuario: Usuario, ahora: datetime) -> bool:
    """Si alguno de sus cargos de hoy está en `VENTANILLA_SEGUNDO_FACTOR`."""
    exigen: tuple[str, ...] = settings.VENTANILLA_SEGUNDO_FACTOR
    return bool(exigen) and actor_de(usuario, ahora).tiene_rol(*exigen)


def le_falta_segundo_factor(usuario: Usuario, actor: Actor) -> bool:
    """Si se le exige por lo que es hoy (`actor`, el suyo) y todavía no lo tiene."""
    exigen: tuple[str, ...] = settings.VENTANILLA_SEGUNDO_FACTOR
    return bool(exigen) and actor.tiene_rol(*exigen) and not tiene_segundo_factor(usuario)


def puede_administrar_personas(actor: Actor) -> Permiso:
    """Crear personas."""
    if actor.tiene_rol(Rol.ADMINISTRADOR):
        return Permiso(si=True)
    return Permiso(si=False, motivo="Esto lo hace quien administra.")


def puede_ver_personas(actor: Actor) -> Permiso:
    """Entrar a la lista de personas: un jefe, solo la de su gente."""
    if actor.tiene_rol(*LEEN_LA_ENTIDAD, Rol.JEFE):
        return Permiso(si=True)
    return Permiso(
        si=False,
        motivo="La lista de personas es de quien administra, de la Dirección de Atención, de Control "
        "Interno y de cada jefatura.",
    )


def puede_ver_hoja(actor: Actor, unidades: Collection[int]) -> Permiso:
    """Leer la hoja de quien tiene o tuvo cargo allí: su vinculación, sus cargos y sus ausencias."""
    permiso = puede_ver_personas(actor)
    if not permiso or actor.tiene_rol(*LEEN_LA_ENTIDAD):
        return permiso
    if actor.dependencias(Rol.JEFE) & set(unidades):
        return permiso
    return Permiso(si=False, motivo="No es de su dependencia.")


def puede_editar_persona(actor: Actor, usuario: Usuario) -> Permiso:
    """Corregir el nombre o el correo de una persona."""
    return puede_administrar_personas(actor)


def puede_nombrar(actor: Actor, usuario: Usuario) -> Permiso:
    """Vincular, nombrar, encargar o terminar un cargo; nadie lo hace consigo mismo."""
    permiso = puede_administrar_personas(actor)
    if permiso and actor.usuario_id == usuario.pk:
        return Permiso(
            si=False,
            motivo="Nadie cambia sus propios cargos: pídaselo a otra persona que administre.",
        )
    return permiso


def puede_registrar_ausencia(actor: Actor, usuario: Usuario) -> Permiso:
    """Anotar vacaciones o licencia y quién suple."""
    return puede_nombrar(actor, usuario)


def puede_desactivar(actor: Actor, usuario: Usuario) -> Permiso:
    """Cerrar la cuenta de quien ya no trabaja en la entidad, o abrirla otra vez."""
    return puede_nombrar(actor, usuario)


def puede_cerrar_sesiones(actor: Actor, usuario: Usuario) -> Permiso:
    """Cerrar todas las sesiones de otra persona."""
    return puede_administrar_personas(actor)


def personas_que_ve(actor: Actor) -> QuerySet[Usuario]:
    """Las que puede leer: todas, o las que tienen o tuvieron cargo en lo que dirige."""
    return Usuario.objects.all() if actor.tiene_rol(*LEEN_LA_ENTIDAD) else _de_su_gente(actor)


def _de_su_gente(actor: Actor) -> QuerySet[Usuario]:
    propias = Nombramiento.objects.filter(dependencia__in=actor.dependencias(Rol.JEFE))
    return Usuario.objects.filter(pk__in=propias.values("usuario"))
