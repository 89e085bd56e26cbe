"""Quién arma las plantillas de respuesta."""

from ventanilla.comun.actores import Actor, Permiso
from ventanilla.directorio.models import Dependencia, Rol
from ventanilla.peticiones.permisos.comunes import SI

ARMAN_TODAS = (Rol.ADMINISTRADOR, Rol.ATENCION)


def puede_ver_plantillas(actor: Actor) -> Permiso:
    """Entrar a la página de las plantillas de respuesta."""
    if actor.tiene_rol(*ARMAN_TODAS, Rol.JEFE):
        return SI
    return Permiso(
        si=False,
        motivo="Las plantillas las arman la jefatura de cada dependencia, la Dirección de Atención "
        "y quien administra. Al responder, usted escoge entre las que haya.",
    )


def puede_editar_plantillas(actor: Actor, unidad: Dependencia | None) -> Permiso:
    """Crear, cambiar o retirar plantillas de `unidad`; sin unidad, las de toda la entidad."""
    permiso = puede_ver_plantillas(actor)
    if not permiso or actor.tiene_rol(*ARMAN_TODAS):
        return permiso
    if unidad is not None and unidad.pk in actor.dependencias(Rol.JEFE):
        return permiso
    return Permiso(
        si=False,
        motivo="Usted arma las de su dependencia; las de toda la entidad y las de otras las cambian "
        "la Dirección de Atención o quien administra.",
    )
