"""Quién puede terminar una petición sin responderla, y quién aclara lo recibido por verificar."""

from ventanilla.comun.actores import Actor, Permiso
from ventanilla.directorio.models import Rol
from ventanilla.peticiones.models import Estado, Peticion
from ventanilla.peticiones.permisos.comunes import (
    DESPACHAN_TODO,
    SI,
    VERIFICAN,
    si_es_de_los_suyos,
    tramitable,
)
from ventanilla.peticiones.permisos.tramite import puede_firmar


def puede_trasladar(actor: Actor, peticion: Peticion) -> Permiso:
    """Trasladarla a otra autoridad, o decir que ninguna es competente: quien firma (CPACA art. 21)."""
    return puede_firmar(actor, peticion)


def puede_declarar_desistimiento(actor: Actor, peticion: Peticion) -> Permiso:
    """Declarar el desistimiento tácito de lo que la persona no completó: quien firma (CPACA art. 17)."""
    if not peticion.esta_cerrada and peticion.estado != Estado.REQUERIDA:
        return Permiso(si=False, motivo="No hay nada pendiente de que la persona lo complete.")
    return puede_firmar(actor, peticion)


def puede_archivar_sin_aclarar(actor: Actor, peticion: Peticion) -> Permiso:
    """Archivar lo que la persona no aclaró en sus diez días: quien firma (CPACA art. 19)."""
    if not peticion.esta_cerrada and peticion.estado != Estado.POR_ACLARAR:
        return Permiso(si=False, motivo="No hay nada pendiente de que la persona lo aclare.")
    return puede_firmar(actor, peticion)


def puede_rechazar(actor: Actor, peticion: Peticion) -> Permiso:
    """Rechazarla por irrespetuosa, con sus razones: quien firma (CPACA art. 19)."""
    return puede_firmar(actor, peticion)


def puede_verificar(actor: Actor, peticion: Peticion) -> Permiso:
    """Decir que lo *recibido por verificar* es una petición de verdad."""
    if peticion.estado != Estado.POR_VERIFICAR:
        return Permiso(si=False, motivo="Esta petición no está por verificar.")
    if not actor.tiene_rol(*VERIFICAN):
        return Permiso(
            si=False, motivo="Verifican la Dirección de Atención al Ciudadano y quien radica."
        )
    return SI


def puede_anular(actor: Actor, peticion: Peticion) -> Permiso:
    """Anular un radicado, con su razón; el número queda gastado y no se usa otra vez."""
    if not actor.tiene_rol(Rol.ATENCION):
        return Permiso(
            si=False, motivo="Los radicados los anula la Dirección de Atención al Ciudadano."
        )
    return tramitable(peticion)


def puede_entregar_oficio(actor: Actor, peticion: Peticion) -> Permiso:
    """Anotar que un oficio llegó o que su correo volvió, o enviarlo otra vez, también ya cerrada."""
    if actor.tiene_rol(*DESPACHAN_TODO):
        return SI
    return si_es_de_los_suyos(actor, peticion)
