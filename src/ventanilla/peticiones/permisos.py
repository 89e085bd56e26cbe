"""Quién puede hacer qué con una petición, y por qué no: el motivo llega a la pantalla.

Los cargos del actor ya vienen mirados en la fecha: un nombramiento vencido no está.
"""

from dataclasses import dataclass

from django.db.models import Q

from ventanilla.comun.actores import Actor, Permiso
from ventanilla.directorio.models import Rol
from ventanilla.peticiones.models import Estado, Peticion
from ventanilla.peticiones.models.peticion import ESPERAN

TRABAJAN = (Rol.FUNCIONARIO, Rol.ENLACE, Rol.JEFE)
REPARTEN_ADENTRO = (Rol.ENLACE, Rol.JEFE)
LEEN_TODO = (Rol.ATENCION, Rol.RADICADOR, Rol.CONTROL_INTERNO)
DESPACHAN_TODO = (Rol.ATENCION, Rol.RADICADOR)
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
_CERRADA = Permiso(
    si=False, motivo="La petición ya está cerrada. Si llega algo nuevo, se radica aparte."
)
_FIRMADA = Permiso(si=False, motivo="La respuesta ya está firmada y no se puede cambiar.")
_AJENA = Permiso(si=False, motivo="La petición está en otra dependencia.")
_SOLO_LEE = Permiso(
    si=False,
    motivo="Control Interno lee las peticiones y no las tramita.",
)


@dataclass(frozen=True)
class Vista:
    """Una pestaña de la bandeja: `mia`, `dependencia`, `por-firmar`, `traslados`, `control`, `todas`."""

    codigo: str
    nombre: str


def vistas_de(actor: Actor) -> list[Vista]:
    """Las pestañas que le sirven a esta persona; vacía si su cargo no ve peticiones."""
    vistas = []
    if actor.tiene_rol(*TRABAJAN, Rol.ATENCION):
        vistas += [Vista("mia", "Mi bandeja"), Vista("dependencia", "Mi dependencia")]
    if any(c.firma for c in actor.cargos):
        vistas.append(Vista("por-firmar", "Por firmar"))
    if vistas or actor.tiene_rol(*LEEN_TODO):
        vistas.append(Vista("traslados", "Traslados"))
        vistas.append(Vista("control", "Entes de control y jueces"))
    if actor.tiene_rol(*LEEN_TODO):
        vistas.append(Vista("todas", "Todas"))
    return vistas


def condicion_de(actor: Actor, vista: str) -> Q:
    """Condición sobre `Peticion`: las de esa pestaña que esta persona puede leer.

    Si la pestaña ya está dentro de lo que puede leer no se repite la condición general: con menos
    condiciones la base saca la lista de un solo índice.
    """
    if vista == "mia" and actor.tiene_rol(*TRABAJAN, *LEEN_TODO):
        return Q(responsable_id=actor.usuario_id)
    if vista == "dependencia":
        roles = () if actor.tiene_rol(*LEEN_TODO) else TRABAJAN
        return Q(dependencia_id__in=actor.dependencias(*roles))
    if vista == "por-firmar":
        firma = {c.dependencia_id for c in actor.cargos if c.firma}
        return visibles(actor) & Q(dependencia_id__in=firma, estado=Estado.PROYECTADA)
    if vista == "traslados":
        # Nadie ha aceptado todavía la competencia: están a tiempo de ir a otra entidad (art. 21).
        return visibles(actor) & Q(vence_clase="competencia")
    if vista == "control":
        return visibles(actor) & Q(clase__in=DE_CONTROL)
    return visibles(actor)


def visibles(actor: Actor) -> Q:
    """Condición sobre `Peticion`: las que esta persona puede leer."""
    if actor.tiene_rol(*LEEN_TODO):
        return Q()
    if not actor.tiene_rol(*TRABAJAN):
        return Q(pk__in=())
    propias = actor.dependencias(*TRABAJAN)
    return Q(dependencia_id__in=propias) | Q(responsable_id=actor.usuario_id)


def puede_ver(actor: Actor, peticion: Peticion) -> Permiso:
    """Leer la petición, sus anexos y su historia (no la identidad de quien pide)."""
    if actor.tiene_rol(*LEEN_TODO) or _es_de_los_suyos(actor, peticion):
        return SI
    if peticion.responsable_id is not None and peticion.responsable_id == actor.usuario_id:
        return SI if actor.tiene_rol(*TRABAJAN) else _AJENA
    return _AJENA


def puede_ver_identidad(actor: Actor, peticion: Peticion) -> Permiso:
    """Abrir los datos de contacto; queda escrito quién y para qué (Ley 1581 de 2012)."""
    if peticion.identidad_id is None:
        return Permiso(si=False, motivo="La persona no dejó datos de contacto.")
    if actor.tiene_rol(Rol.ATENCION):
        return SI
    if peticion.solicitante in SIN_IDENTIDAD:
        return Permiso(
            si=False,
            motivo="La persona pidió reservar su identidad: solo la conoce la Dirección de "
            "Atención al Ciudadano.",
        )
    return _si_es_de_los_suyos(actor, peticion)


def puede_ver_original(actor: Actor, peticion: Peticion) -> Permiso:
    """Bajar una imagen con sus datos ocultos (dónde se tomó, con qué), si no se le pudieron quitar."""
    if peticion.solicitante not in SIN_IDENTIDAD or actor.tiene_rol(Rol.ATENCION):
        return SI
    return Permiso(
        si=False,
        motivo="A esta imagen no se le pudieron quitar los datos ocultos, que pueden decir quién "
        "la tomó, y la persona pidió reservar su identidad. Pídale a la Dirección de Atención al "
        "Ciudadano una copia limpia.",
    )


def puede_asignarse(actor: Actor, peticion: Peticion) -> Permiso:
    """Tomar la petición para sí."""
    if peticion.responsable_id is not None and peticion.responsable_id == actor.usuario_id:
        return Permiso(si=False, motivo="Ya la tiene usted.")
    if peticion.responsable_id is not None and not actor.tiene_rol(*REPARTEN_ADENTRO):
        return Permiso(si=False, motivo="Ya la tiene otra persona; su jefe puede reasignarla.")
    return _abierta_y_suya(actor, peticion)


def puede_asignar_persona(actor: Actor, peticion: Peticion) -> Permiso:
    """Entregarla a alguien de la misma dependencia."""
    permiso = _abierta_y_suya(actor, peticion)
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
    return _tramitable(peticion)


def puede_aceptar_competencia(actor: Actor, peticion: Peticion) -> Permiso:
    """Decir que sí le toca a esta dependencia (CPACA art. 21)."""
    return _abierta_y_suya(actor, peticion)


def puede_proyectar(actor: Actor, peticion: Peticion) -> Permiso:
    """Escribir el borrador. Un contratista también proyecta."""
    return _abierta_y_suya(actor, peticion)


def puede_firmar(actor: Actor, peticion: Peticion) -> Permiso:
    """Firmar y dar número de salida: solo los cargos autorizados (Acuerdo AGN 060 de 2001 art. 4)."""
    permiso = _abierta_y_suya(actor, peticion)
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
    permiso = _abierta_y_suya(actor, peticion)
    if permiso and peticion.estado in ESPERAN:
        return Permiso(si=False, motivo="Ya se le pidió algo a la persona: espere a que conteste.")
    return permiso


def puede_prorrogar(actor: Actor, peticion: Peticion) -> Permiso:
    """Ampliar el término: lo decide quien firma la respuesta (CPACA art. 14 par.)."""
    permiso = puede_firmar(actor, peticion)
    if not permiso and _abierta_y_suya(actor, peticion):
        return Permiso(
            si=False, motivo="Amplía el término el jefe de la dependencia, que firma la respuesta."
        )
    return permiso


def puede_devolver(actor: Actor, peticion: Peticion) -> Permiso:
    """Decir que no le toca a esta dependencia; vuelve a la Dirección de Atención."""
    if peticion.dependencia is not None and peticion.dependencia.es_atencion:
        return Permiso(si=False, motivo="Ya está en la Dirección de Atención al Ciudadano.")
    return _abierta_y_suya(actor, peticion)


def puede_anotar(actor: Actor, peticion: Peticion) -> Permiso:
    """Dejar una nota interna, también si ya está cerrada."""
    return SI if actor.tiene_rol(Rol.ATENCION) else _si_es_de_los_suyos(actor, peticion)


def puede_clasificar(actor: Actor, peticion: Peticion) -> Permiso:
    """Cambiar el tipo documental o la clase, si el término no se alarga."""
    if actor.tiene_rol(Rol.ATENCION, Rol.RADICADOR):
        return _tramitable(peticion)
    return _abierta_y_suya(actor, peticion)


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


def puede_ver_cambios_de_clase(actor: Actor) -> Permiso:
    """La lista del mes de los cambios que alargaron el término; un jefe, los de su dependencia."""
    if actor.tiene_rol(Rol.ATENCION, Rol.CONTROL_INTERNO, Rol.JEFE):
        return SI
    return Permiso(
        si=False,
        motivo="Esta lista la leen los jefes, la Dirección de Atención y Control Interno.",
    )


def puede_desistir(peticion: Peticion) -> Permiso:
    """Que la persona la retire: en cualquier tiempo, mientras no esté respondida (CPACA art. 18)."""
    if peticion.esta_cerrada:
        return Permiso(si=False, motivo="Esta petición ya terminó.")
    if peticion.estado in (Estado.FIRMADA, Estado.ENVIADA):
        return Permiso(si=False, motivo="La respuesta ya está lista: no hace falta retirarla.")
    return SI


def puede_despachar(actor: Actor, peticion: Peticion) -> Permiso:
    """Enviar lo firmado y anotar la prueba de entrega."""
    if peticion.esta_cerrada:
        return _CERRADA
    if peticion.estado not in (Estado.FIRMADA, Estado.ENVIADA):
        return Permiso(si=False, motivo="Primero hay que firmar la respuesta.")
    if actor.tiene_rol(*DESPACHAN_TODO):
        return SI
    return _si_es_de_los_suyos(actor, peticion)


def _es_de_los_suyos(actor: Actor, peticion: Peticion) -> bool:
    roles = (*TRABAJAN, Rol.ATENCION)
    return peticion.dependencia_id is not None and peticion.dependencia_id in actor.dependencias(
        *roles
    )


def _si_es_de_los_suyos(actor: Actor, peticion: Peticion) -> Permiso:
    if _es_de_los_suyos(actor, peticion):
        return SI
    if actor.tiene_rol(Rol.CONTROL_INTERNO):
        return _SOLO_LEE
    return _AJENA


def _tramitable(peticion: Peticion) -> Permiso:
    if peticion.esta_cerrada:
        return _CERRADA
    if peticion.estado in (Estado.FIRMADA, Estado.ENVIADA):
        return _FIRMADA
    return SI


def _abierta_y_suya(actor: Actor, peticion: Peticion) -> Permiso:
    permiso = _tramitable(peticion)
    return _si_es_de_los_suyos(actor, peticion) if permiso else permiso
