"""Quién puede pedir, asignar, entregar, devolver y retirar la parte de otra dependencia."""

from ventanilla.comun.actores import Actor, Permiso
from ventanilla.directorio.models import Rol
from ventanilla.peticiones.models import Parte, Peticion
from ventanilla.peticiones.permisos.comunes import (
    CERRADA,
    REPARTEN_ADENTRO,
    SI,
    TRABAJAN,
    abierta_y_suya,
    si_es_de_los_suyos,
)

_ROLES = (*TRABAJAN, Rol.ATENCION)
_DE_OTRA = Permiso(si=False, motivo="Esta parte se le pidió a otra dependencia.")


def dependencias_con_partes(actor: Actor) -> set[int]:
    """Las dependencias en que esta persona trabaja, y cuyas partes ve en su bandeja."""
    return set(actor.dependencias(*_ROLES))


def puede_pedir_parte(actor: Actor, peticion: Peticion) -> Permiso:
    """Pedirle a otra dependencia su parte de la respuesta; responde siempre la que la tiene."""
    return abierta_y_suya(actor, peticion)


def puede_entregar_parte(actor: Actor, parte: Parte) -> Permiso:
    """Entregar la parte que se le pidió a su dependencia, o devolverla diciendo por qué."""
    permiso = _abierta(parte)
    if permiso and parte.dependencia_id not in dependencias_con_partes(actor):
        return _DE_OTRA
    return permiso


def puede_tomar_parte(actor: Actor, parte: Parte) -> Permiso:
    """Tomar para sí una parte que nadie tiene."""
    permiso = puede_entregar_parte(actor, parte)
    if permiso and parte.responsable_id is not None:
        return Permiso(si=False, motivo="Ya la tiene alguien; su jefe puede reasignarla.")
    return permiso


def puede_asignar_parte(actor: Actor, parte: Parte) -> Permiso:
    """Encargar la parte a alguien de la dependencia a la que se le pidió."""
    permiso = puede_entregar_parte(actor, parte)
    if permiso and parte.dependencia_id not in actor.dependencias(*REPARTEN_ADENTRO, Rol.ATENCION):
        return Permiso(
            si=False, motivo="Reparten el jefe de la dependencia y su enlace de correspondencia."
        )
    return permiso


def puede_retirar_parte(actor: Actor, parte: Parte) -> Permiso:
    """Decir que una parte ya no se necesita: lo hace la dependencia que responde."""
    permiso = _abierta(parte)
    return si_es_de_los_suyos(actor, parte.peticion) if permiso else permiso


def _abierta(parte: Parte) -> Permiso:
    if parte.peticion.esta_cerrada:
        return CERRADA
    if parte.estado != Parte.Estado.ABIERTA:
        return Permiso(
            si=False, motivo=f"Esta parte ya terminó: {parte.get_estado_display().lower()}."
        )
    return SI
