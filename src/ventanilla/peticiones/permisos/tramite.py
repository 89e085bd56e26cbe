"""Quién puede hacer qué mientras la petición se tramita."""

from ventanilla.comun.actores import Actor, Permiso
from ventanilla.directorio.models import Rol
from ventanilla.peticiones.models import Estado, Peticion
from ventanilla.peticiones.models.peticion import ESPERAN
from ventanilla.peticiones.permisos.comunes import (
    CERRADA,
    DESPACHAN_TODO,
    REPARTEN_ADENTRO,
    SI,
    abierta_y_suya,
    si_es_de_los_suyos,
    tramitable,
)


def puede_asignarse(actor: Actor, peticion: Peticion) -> Permiso:
    """Tomar la petición para sí."""
    if peticion.responsable_id is not None and peticion.responsable_id == actor.usuario_id:
        return Permiso(si=False, motivo="Ya la tiene usted.")
    de_otra = peticion.responsable_id is not None and not actor.responde_por(
        peticion.responsable_id
    )
    if de_otra and not actor.tiene_rol(*REPARTEN_ADENTRO):
        return Permiso(si=False, motivo="Ya la tiene otra persona; su jefe puede reasignarla.")
    return abierta_y_suya(actor, peticion)


def puede_asignar_persona(actor: Actor, peticion: Peticion) -> Permiso:
    """Entregarla a alguien de la misma dependencia."""
    permiso = abierta_y_suya(actor, peticion)
    reparte = peticion.dependencia_id in actor.dependencias(*REPARTEN_ADENTRO, Rol.ATENCION)
    if permiso and not reparte:
        return Permiso(
            si=False, motivo="Reparten el jefe de la dependencia y su enlace de correspondencia."
        )
    return permiso


def puede_asignar_dependencia(actor: Actor, peticion: Peticion) -> Permiso:
    """Enviarla a otra dependencia de la entidad: lo hace la Dirección de Atención."""
    if not actor.tiene_rol(Rol.ATENCION):
        return Permiso(
            si=False,
            motivo="Entre dependencias reparte la Dirección de Atención al Ciudadano.",
        )
    return tramitable(peticion)


def puede_aceptar_competencia(actor: Actor, peticion: Peticion) -> Permiso:
    """Decir que sí le toca a esta dependencia (CPACA art. 21)."""
    return abierta_y_suya(actor, peticion)


def puede_proyectar(actor: Actor, peticion: Peticion) -> Permiso:
    """Escribir el borrador. Un contratista también proyecta."""
    return abierta_y_suya(actor, peticion)


def puede_firmar(actor: Actor, peticion: Peticion) -> Permiso:
    """Firmar y dar número de salida: solo los cargos autorizados (Acuerdo AGN 060 de 2001 art. 4)."""
    permiso = abierta_y_suya(actor, peticion)
    if not permiso:
        return permiso
    cargos = [
        c for c in actor.cargos if c.rol == Rol.JEFE and c.dependencia_id == peticion.dependencia_id
    ]
    if not cargos:
        return Permiso(si=False, motivo="Firma el jefe de la dependencia que responde.")
    if not any(c.firma for c in cargos):
        return Permiso(
            si=False,
            motivo="Firma quien tiene hoy una vinculación de planta; por contrato se proyecta.",
        )
    return SI


def puede_requerir(actor: Actor, peticion: Peticion) -> Permiso:
    """Pedirle a la persona que la complete o la aclare (CPACA arts. 17 y 19)."""
    permiso = abierta_y_suya(actor, peticion)
    if permiso and peticion.estado in ESPERAN:
        return Permiso(si=False, motivo="Ya se le pidió algo a la persona: espere a que conteste.")
    return permiso


def puede_prorrogar(actor: Actor, peticion: Peticion) -> Permiso:
    """Ampliar el término: lo decide quien firma la respuesta (CPACA art. 14 par.)."""
    permiso = puede_firmar(actor, peticion)
    if not permiso and abierta_y_suya(actor, peticion):
        return Permiso(
            si=False, motivo="Amplía el término el jefe de la dependencia, que firma la respuesta."
        )
    return permiso


def puede_devolver(actor: Actor, peticion: Peticion) -> Permiso:
    """Decir que no le toca a esta dependencia; vuelve a la Dirección de Atención."""
    if peticion.dependencia is not None and peticion.dependencia.es_atencion:
        return Permiso(si=False, motivo="Ya está en la Dirección de Atención al Ciudadano.")
    return abierta_y_suya(actor, peticion)


def puede_anotar(actor: Actor, peticion: Peticion) -> Permiso:
    """Dejar una nota interna, también si ya está cerrada."""
    return SI if actor.tiene_rol(Rol.ATENCION) else si_es_de_los_suyos(actor, peticion)


def puede_clasificar(actor: Actor, peticion: Peticion) -> Permiso:
    """Cambiar el tipo documental o la clase, si el término no se alarga."""
    if actor.tiene_rol(Rol.ATENCION, Rol.RADICADOR):
        return tramitable(peticion)
    return abierta_y_suya(actor, peticion)


def puede_alargar(actor: Actor, peticion: Peticion) -> Permiso:
    """Cambiar a una clase con más término: lo aprueba el jefe de la dependencia, si firma."""
    permiso = puede_clasificar(actor, peticion)
    firma = any(c.firma and c.dependencia_id == peticion.dependencia_id for c in actor.cargos)
    if permiso and not firma:
        return Permiso(
            si=False,
            motivo="Con esa clase el término se alarga: el cambio lo aprueba y lo hace el jefe de "
            "la dependencia.",
        )
    return permiso


def puede_desistir(peticion: Peticion) -> Permiso:
    """Que la persona la retire: en cualquier tiempo, mientras no esté respondida (CPACA art. 18)."""
    if peticion.esta_cerrada:
        return Permiso(si=False, motivo="Esta petición ya terminó.")
    if peticion.estado in (Estado.FIRMADA, Estado.ENVIADA):
        return Permiso(si=False, motivo="La respuesta ya está lista: no hace falta retirarla.")
    return SI


def puede_volver_a_despachar(actor: Actor, peticion: Peticion) -> Permiso:
    """Enviar otra vez una respuesta ya enviada, con su motivo: quien la tiene, su jefe o enlace."""
    if peticion.esta_cerrada:
        return CERRADA
    if peticion.estado != Estado.ENVIADA:
        return Permiso(si=False, motivo="La respuesta no se ha enviado.")
    if actor.tiene_rol(*DESPACHAN_TODO):
        return SI
    permiso = si_es_de_los_suyos(actor, peticion)
    reparte = peticion.dependencia_id in actor.dependencias(*REPARTEN_ADENTRO)
    if permiso and not (reparte or actor.responde_por(peticion.responsable_id)):
        return Permiso(
            si=False,
            motivo="La envía otra vez quien la tiene a cargo, o el jefe o el enlace de la dependencia.",
        )
    return permiso


def puede_despachar(actor: Actor, peticion: Peticion) -> Permiso:
    """Enviar lo firmado, la primera vez, y anotar la prueba de entrega."""
    if peticion.esta_cerrada:
        return CERRADA
    if peticion.estado not in (Estado.FIRMADA, Estado.ENVIADA):
        return Permiso(si=False, motivo="Primero hay que firmar la respuesta.")
    if actor.tiene_rol(*DESPACHAN_TODO):
        return SI
    return si_es_de_los_suyos(actor, peticion)
