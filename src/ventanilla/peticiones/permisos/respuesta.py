"""Quién devuelve un borrador y quién corrige una constancia que no era."""

from ventanilla.comun.actores import Actor, Permiso
from ventanilla.peticiones.models import Estado, Peticion
from ventanilla.peticiones.permisos.comunes import DESPACHAN_TODO, SI, si_es_de_los_suyos
from ventanilla.peticiones.permisos.tramite import puede_firmar


def puede_devolver_borrador(actor: Actor, peticion: Peticion) -> Permiso:
    """Devolver el borrador a quien lo escribió, con lo que debe corregir: quien lo iba a firmar."""
    permiso = puede_firmar(actor, peticion)
    if permiso and peticion.estado != Estado.PROYECTADA:
        return Permiso(si=False, motivo="El borrador no está para la firma.")
    return permiso


def puede_anotar_rebote(actor: Actor, peticion: Peticion) -> Permiso:
    """Anotar que el correo de la respuesta rebotó, también si con él se había cerrado."""
    if peticion.estado not in (Estado.ENVIADA, Estado.NOTIFICADA):
        return Permiso(si=False, motivo="La respuesta no se ha enviado por correo.")
    if actor.tiene_rol(*DESPACHAN_TODO):
        return SI
    return si_es_de_los_suyos(actor, peticion)
