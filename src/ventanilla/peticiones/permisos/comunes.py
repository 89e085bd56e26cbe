"""Lo que comparten los permisos de una petición: roles y motivos."""

from ventanilla.comun.actores import Actor, Permiso
from ventanilla.directorio.models import Rol
from ventanilla.peticiones.models import Estado, Peticion

TRABAJAN = (Rol.FUNCIONARIO, Rol.ENLACE, Rol.JEFE)
REPARTEN_ADENTRO = (Rol.ENLACE, Rol.JEFE)
LEEN_TODO = (Rol.ATENCION, Rol.RADICADOR, Rol.CONTROL_INTERNO)
DESPACHAN_TODO = (Rol.ATENCION, Rol.RADICADOR)
VERIFICAN = (Rol.ATENCION, Rol.RADICADOR)
SIN_IDENTIDAD = ("anonimo", "reservado")
# Lo que piden quienes controlan o juzgan: sus términos son cortos y su silencio se sanciona.
DE_CONTROL = (
    "control",
    "judicial",
    "congresista",
    "congreso_documentos",
    "defensoria",
    "secretaria_transparencia",
    "concejo",
)
SI = Permiso(si=True)
CERRADA = Permiso(
    si=False, motivo="La petición ya está cerrada. Si llega algo nuevo, se radica aparte."
)
FIRMADA = Permiso(si=False, motivo="La respuesta ya está firmada y no se puede cambiar.")
AJENA = Permiso(si=False, motivo="La petición está en otra dependencia.")
SOLO_LEE = Permiso(
    si=False,
    motivo="Control Interno lee las peticiones y no las tramita.",
)


def es_de_los_suyos(actor: Actor, peticion: Peticion) -> bool:
    roles = (*TRABAJAN, Rol.ATENCION)
    return peticion.dependencia_id is not None and peticion.dependencia_id in actor.dependencias(
        *roles
    )


def si_es_de_los_suyos(actor: Actor, peticion: Peticion) -> Permiso:
    if es_de_los_suyos(actor, peticion):
        return SI
    if actor.tiene_rol(Rol.CONTROL_INTERNO):
        return SOLO_LEE
    return AJENA


def tramitable(peticion: Peticion) -> Permiso:
    if peticion.esta_cerrada:
        return CERRADA
    if peticion.estado in (Estado.FIRMADA, Estado.ENVIADA):
        return FIRMADA
    return SI


def abierta_y_suya(actor: Actor, peticion: Peticion) -> Permiso:
    permiso = tramitable(peticion)
    return si_es_de_los_suyos(actor, peticion) if permiso else permiso
