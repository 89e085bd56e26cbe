"""Declarar el desistimiento tácito, archivar lo no aclarado y rechazar: actos motivados que terminan la petición."""

from datetime import datetime

from ventanilla.comun.actores import Actor
from ventanilla.comun.fechas import fecha_larga
from ventanilla.comun.reloj import en_bogota
from ventanilla.comun.texto import limpiar
from ventanilla.directorio.consultas import calendario_de_la_entidad
from ventanilla.peticiones.consultas.espera import pedido_a_la_persona
from ventanilla.peticiones.consultas.relojes import computo_de
from ventanilla.peticiones.models import Estado, Oficio, Peticion
from ventanilla.peticiones.permisos import (
    puede_archivar_sin_aclarar,
    puede_declarar_desistimiento,
    puede_rechazar,
)
from ventanilla.peticiones.reglas import oficios
from ventanilla.peticiones.servicios.exigir import exigir
from ventanilla.peticiones.servicios.oficiar import (
    MAXIMO,
    NoProcede,
    PorFirmar,
    citada,
    oficiar,
    razon_revisada,
)

POR_QUE_RECHAZA = (
    "Diga qué frases son irrespetuosas y por qué: el rechazo es excepcional y se motiva."
)
DESISTIMIENTO = "No completó la petición dentro del plazo que le da la ley, ni pidió más tiempo."
SIN_ACLARAR = "No aclaró la petición dentro de los diez días que le da la ley."


def acto_de_desistimiento(peticion: Peticion, *, razones: str = "", ahora: datetime) -> PorFirmar:
    """El acto como quedaría, sin número.

    Raises:
        NoProcede: si a la persona todavía le queda plazo, o no hay nada que deba completar.
    """
    pedido = pedido_a_la_persona(peticion, ahora)
    computo = computo_de(peticion, calendario=calendario_de_la_entidad())
    desde = computo.topes.desistimiento_desde
    if pedido is None or pedido.limite is None or desde is None:
        raise NoProcede("No hay nada pendiente de que la persona lo complete.")
    if en_bogota(ahora).date() < desde:
        raise NoProcede(
            f"La persona puede completarla hasta el {fecha_larga(pedido.limite)}. El desistimiento "
            f"se puede declarar desde el {fecha_larga(desde)}."
        )
    razones = limpiar(razones).strip()[:MAXIMO]
    return PorFirmar(
        Oficio.Clase.DESISTIMIENTO,
        asunto=f"Desistimiento tácito de la petición {peticion.radicado.impreso}"[:200],
        cuerpo=oficios.de_desistimiento(
            citada(peticion),
            pedida=en_bogota(pedido.actuacion.momento).date(),
            falta=pedido.actuacion.motivo,
            limite=pedido.limite,
            razones=razones,
        ),
        motivo=razones or DESISTIMIENTO,
        recursos=oficios.SOLO_REPOSICION,
    )


def declarar_desistimiento(
    peticion: Peticion, *, razones: str = "", actor: Actor, ahora: datetime
) -> Oficio:
    """Declara, por acto motivado, que la persona desistió al no completarla (CPACA art. 17).

    Solo desde el día siguiente al último que tenía para completarla o pedir más tiempo.

    Raises:
        SinPermiso: si no es quien firma, o no se espera que la persona la complete.
        NoProcede: si a la persona todavía le queda plazo.
        Cambiado: si la petición cambió entre tanto (la persona acaba de completarla, por ejemplo).
    """
    exigir(puede_declarar_desistimiento(actor, peticion))
    acto = acto_de_desistimiento(peticion, razones=razones, ahora=ahora)
    return oficiar(peticion, acto, estado=Estado.DESISTIDA, actor=actor, ahora=ahora)


def acto_de_archivo(peticion: Peticion, *, razones: str = "", ahora: datetime) -> PorFirmar:
    """El acto que archiva lo que no se aclaró, como quedaría, sin número.

    Raises:
        NoProcede: si a la persona todavía le queda plazo, o no hay nada que deba aclarar.
    """
    pedido = pedido_a_la_persona(peticion, ahora)
    if pedido is None or not pedido.es_aclarar or pedido.limite is None:
        raise NoProcede("No hay nada pendiente de que la persona lo aclare.")
    if en_bogota(ahora).date() <= pedido.limite:
        raise NoProcede(
            f"La persona puede aclararla hasta el {fecha_larga(pedido.limite)}. Se puede archivar "
            "desde el día siguiente."
        )
    razones = limpiar(razones).strip()[:MAXIMO]
    return PorFirmar(
        Oficio.Clase.SIN_ACLARAR,
        asunto=f"Archivo de la petición {peticion.radicado.impreso}"[:200],
        cuerpo=oficios.de_archivo_sin_aclarar(
            citada(peticion),
            pedida=en_bogota(pedido.actuacion.momento).date(),
            duda=pedido.actuacion.motivo,
            limite=pedido.limite,
            razones=razones,
        ),
        motivo=razones or SIN_ACLARAR,
        recursos=oficios.DE_LO_NO_ACLARADO,
    )


def archivar_sin_aclarar(
    peticion: Peticion, *, razones: str = "", actor: Actor, ahora: datetime
) -> Oficio:
    """Archiva, por acto motivado, lo que la persona no aclaró en diez días (CPACA art. 19).

    Raises:
        SinPermiso: si no es quien firma, o no se espera que la persona la aclare.
        NoProcede: si a la persona todavía le queda plazo.
        Cambiado: si la petición cambió entre tanto (la persona acaba de aclararla, por ejemplo).
    """
    exigir(puede_archivar_sin_aclarar(actor, peticion))
    acto = acto_de_archivo(peticion, razones=razones, ahora=ahora)
    return oficiar(peticion, acto, estado=Estado.ARCHIVADA, actor=actor, ahora=ahora)


def acto_de_rechazo(peticion: Peticion, *, razones: str) -> PorFirmar:
    """El acto como quedaría, sin número.

    Raises:
        DatosInvalidos: si no se motiva.
    """
    razones = razon_revisada("razones", razones, POR_QUE_RECHAZA)
    return PorFirmar(
        Oficio.Clase.RECHAZO,
        asunto=f"Rechazo de la petición {peticion.radicado.impreso}"[:200],
        cuerpo=oficios.de_rechazo(citada(peticion), razones=razones),
        motivo=razones,
        recursos=oficios.REPOSICION_Y_APELACION,
    )


def rechazar(peticion: Peticion, *, razones: str, actor: Actor, ahora: datetime) -> Oficio:
    """Rechaza una petición irrespetuosa, por acto motivado: la única causa de ley (CPACA art. 19).

    Raises:
        SinPermiso: si no es quien firma, o la petición está cerrada.
        DatosInvalidos: si no se motiva.
        Cambiado: si la petición cambió entre tanto.
    """
    exigir(puede_rechazar(actor, peticion))
    acto = acto_de_rechazo(peticion, razones=razones)
    return oficiar(peticion, acto, estado=Estado.RECHAZADA, actor=actor, ahora=ahora)
