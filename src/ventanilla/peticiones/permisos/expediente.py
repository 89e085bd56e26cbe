"""Quién puede cerrar o reabrir a mano el expediente de una petición."""

from ventanilla.comun.actores import Actor, Permiso
from ventanilla.directorio.models import Rol
from ventanilla.peticiones.models import Peticion
from ventanilla.peticiones.permisos.comunes import SI


def puede_cerrar_expediente(actor: Actor, peticion: Peticion) -> Permiso:
    """Cerrar el expediente antes de tiempo, o reabrirlo, con su razón (Acuerdo AGN 002 de 2014)."""
    es_suya = peticion.dependencia_id in actor.dependencias(Rol.JEFE)
    if es_suya or actor.tiene_rol(Rol.ATENCION):
        return SI
    return Permiso(
        si=False,
        motivo="El expediente lo cierra o lo reabre la jefatura de la dependencia que tiene la "
        "petición, o la Dirección de Atención al Ciudadano.",
    )
