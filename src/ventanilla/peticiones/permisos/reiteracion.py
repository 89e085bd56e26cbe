"""Quién puede decir que una petición reitera otra."""

from ventanilla.comun.actores import Actor, Permiso
from ventanilla.directorio.models import Rol
from ventanilla.peticiones.models import Peticion
from ventanilla.peticiones.permisos.comunes import SI, si_es_de_los_suyos


def puede_unir_reiteracion(actor: Actor, peticion: Peticion) -> Permiso:
    """Unirla con la anterior que pide lo mismo, también si ya está cerrada."""
    if peticion.reitera_id is not None:
        return Permiso(si=False, motivo="Ya está unida a la petición que reitera.")
    return SI if actor.tiene_rol(Rol.ATENCION) else si_es_de_los_suyos(actor, peticion)
