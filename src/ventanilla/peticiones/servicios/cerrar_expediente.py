"""Cerrar y reabrir a mano el expediente de una petición."""

from datetime import datetime

from ventanilla.archivo.models import Expediente
from ventanilla.archivo.servicios.cerrar import cerrar_a_mano, reabrir_a_mano
from ventanilla.comun.actores import Actor
from ventanilla.comun.errores import Cambiado, DatosInvalidos, Falta
from ventanilla.peticiones.models import Peticion
from ventanilla.peticiones.permisos import puede_cerrar_expediente
from ventanilla.peticiones.servicios.exigir import exigir
from ventanilla.peticiones.servicios.expedientes import expediente_al_dia

SIGUE_ABIERTA = (
    "El trámite no ha terminado: el expediente se cierra cuando la petición quede cerrada."
)


def cerrar_expediente(peticion: Peticion, *, motivo: str, actor: Actor, ahora: datetime) -> None:
    """Lo pone al día, deja la constancia en su índice y lo cierra firmado.

    Raises:
        SinPermiso: si no es jefe de la dependencia ni de la Dirección de Atención.
        DatosInvalidos: si el trámite sigue, si no hay expediente o si falta la razón.
        Cambiado: si ya estaba cerrado, o cambió en este instante.
    """
    exigir(puede_cerrar_expediente(actor, peticion))
    if not peticion.esta_cerrada:
        raise DatosInvalidos([Falta("", SIGUE_ABIERTA)])
    cerrar_a_mano(_el_de(peticion, ahora), motivo=motivo, actor=actor, ahora=ahora)


def reabrir_expediente(peticion: Peticion, *, motivo: str, actor: Actor, ahora: datetime) -> None:
    """Lo reabre con su razón; queda abierto hasta que alguien lo cierre. La petición no cambia.

    Raises:
        SinPermiso: si no es jefe de la dependencia ni de la Dirección de Atención.
        DatosInvalidos: si no hay expediente o si falta la razón.
        Cambiado: si ya estaba abierto, o cambió en este instante.
    """
    exigir(puede_cerrar_expediente(actor, peticion))
    expediente = _el_de(peticion, ahora)
    if expediente.cerrado is None:
        raise Cambiado("El expediente ya está abierto.")
    reabrir_a_mano(expediente, motivo=motivo, actor=actor, ahora=ahora)


def _el_de(peticion: Peticion, ahora: datetime) -> Expediente:
    expediente = expediente_al_dia(peticion, ahora=ahora)
    if expediente is None:
        raise DatosInvalidos([Falta("", "Esta petición todavía no tiene expediente.")])
    return expediente
