"""Quién completa o corrige una respuesta ya enviada."""

from ventanilla.comun.actores import Actor, Permiso
from ventanilla.directorio.models import Rol
from ventanilla.peticiones.models import Estado, Peticion
from ventanilla.peticiones.permisos.comunes import DESPACHAN_TODO, SI, si_es_de_los_suyos

_SIN_RESPUESTA = Permiso(
    si=False, motivo="Solo se completa o corrige una respuesta que ya se envió."
)


def puede_escribir_alcance(actor: Actor, peticion: Peticion) -> Permiso:
    """Escribir un alcance a la respuesta ya enviada: no la cambia ni reabre la petición."""
    if peticion.estado not in (Estado.ENVIADA, Estado.NOTIFICADA):
        return _SIN_RESPUESTA
    return si_es_de_los_suyos(actor, peticion)


def puede_firmar_alcance(actor: Actor, peticion: Peticion) -> Permiso:
    """Firmar el alcance y darle número: el jefe de la dependencia que respondió."""
    permiso = puede_escribir_alcance(actor, peticion)
    firma = any(
        c.firma and c.rol == Rol.JEFE and c.dependencia_id == peticion.dependencia_id
        for c in actor.cargos
    )
    if permiso and not firma:
        return Permiso(
            si=False, motivo="Firma el jefe de la dependencia que respondió, si es de planta."
        )
    return permiso


def puede_enviar_alcance(actor: Actor, peticion: Peticion) -> Permiso:
    """Enviar el alcance firmado y anotar la prueba de entrega."""
    if peticion.estado not in (Estado.ENVIADA, Estado.NOTIFICADA):
        return _SIN_RESPUESTA
    return SI if actor.tiene_rol(*DESPACHAN_TODO) else si_es_de_los_suyos(actor, peticion)
