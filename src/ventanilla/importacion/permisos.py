"""Quién puede traer de otro sistema, y quién decide sobre una fecha que no es la de ley."""

from ventanilla.comun.actores import Actor, Permiso
from ventanilla.directorio.models import Rol
from ventanilla.peticiones.models import Peticion

_VEN = (Rol.ATENCION, Rol.CONTROL_INTERNO, Rol.JEFE)


def puede_importar(actor: Actor) -> Permiso:
    """Traer peticiones, dependencias y personas de otro sistema, desde un archivo."""
    if actor.tiene_rol(Rol.ADMINISTRADOR):
        return Permiso(si=True)
    return Permiso(si=False, motivo="Traer de otro sistema lo hace quien administra.")


def puede_ver_discrepancias(actor: Actor) -> Permiso:
    """Ver qué fechas del sistema anterior no son las de ley; un jefe, las de su dependencia."""
    if actor.tiene_rol(*_VEN):
        return Permiso(si=True)
    return Permiso(
        si=False,
        motivo="Esta lista es de la Dirección de Atención al Ciudadano, de los jefes y de Control "
        "Interno.",
    )


def puede_resolver_discrepancia(actor: Actor, peticion: Peticion) -> Permiso:
    """Escoger entre la fecha de ley y la del sistema anterior: Atención, o el jefe que firma."""
    if actor.tiene_rol(Rol.ATENCION):
        return Permiso(si=True)
    firma_en = {c.dependencia_id for c in actor.cargos if c.rol == Rol.JEFE and c.firma}
    if peticion.dependencia_id in firma_en:
        return Permiso(si=True)
    return Permiso(
        si=False,
        motivo="Lo decide la Dirección de Atención al Ciudadano o el jefe de la dependencia que la "
        "tiene.",
    )
