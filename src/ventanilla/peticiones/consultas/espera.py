"""Qué se le pidió a la persona, y hasta cuándo puede hacerlo."""

from dataclasses import dataclass
from datetime import date, datetime

from ventanilla.comun.reloj import en_bogota
from ventanilla.peticiones.models import Actuacion, Estado, Peticion
from ventanilla.peticiones.models.peticion import ESPERAN

_T = Actuacion.Tipo
_PIDEN = (_T.REQUERIDA, _T.POR_ACLARAR)
# Si lo que vence es de la persona (o nada vence), a la entidad no le corre nada mientras tanto.
DE_LA_PERSONA = ("", "complemento", "aclaracion")
_RELOJ = {_T.REQUERIDA: "complemento", _T.POR_ACLARAR: "aclaracion"}


def espera_a_la_persona(peticion: Peticion) -> bool:
    """Si nada le corre a la entidad mientras la persona no conteste lo que se le pidió."""
    return peticion.estado in ESPERAN and peticion.vence_clase in DE_LA_PERSONA


def no_contesto(peticion: Peticion, ahora: datetime) -> bool:
    """Si la persona tenía hasta ayer, o antes, para completarla o aclararla (CPACA arts. 17 y 19).

    El término de respuesta puede correr todavía, o haber vencido: pedir que aclare no lo detiene si
    el reglamento no lo dice. Mira lo guardado en la petición: sirve para una lista.
    """
    return (
        peticion.estado in ESPERAN
        and peticion.persona_hasta is not None
        and peticion.persona_hasta < en_bogota(ahora).date()
    )


@dataclass(frozen=True)
class Pedido:
    """Lo que la entidad pidió y la persona no ha contestado.

    `limite` es su último día; `None` si lo pedido no le puso plazo. `puede_pedir_tiempo`: todavía
    está a tiempo y no lo ha pedido (CPACA art. 17, una sola vez y hasta por un término igual).
    """

    actuacion: Actuacion
    limite: date | None
    puede_pedir_tiempo: bool

    @property
    def es_aclarar(self) -> bool:
        """Si hay que aclararla, y no completarla."""
        return self.actuacion.tipo == _T.POR_ACLARAR


def pedido_a_la_persona(peticion: Peticion, ahora: datetime) -> Pedido | None:
    """Lo último que se le pidió, si sigue sin contestar y la petición sigue abierta."""
    if peticion.esta_cerrada or peticion.estado in (Estado.FIRMADA, Estado.ENVIADA):
        return None
    ultima = (
        peticion.actuaciones.filter(tipo__in=(*_PIDEN, _T.COMPLETADA, _T.ACLARADA))
        .order_by("-orden")
        .first()
    )
    if ultima is None or ultima.tipo not in _PIDEN:
        return None
    reloj = peticion.plazos.filter(clase=_RELOJ[_T(ultima.tipo)], cumplido_en=None).first()
    limite = reloj.fecha_vence if reloj else None
    ya_pidio = peticion.actuaciones.filter(
        tipo=_T.PRORROGA_CIUDADANO, orden__gt=ultima.orden
    ).exists()
    a_tiempo = limite is not None and en_bogota(ahora).date() <= limite
    return Pedido(
        actuacion=ultima,
        limite=limite,
        puede_pedir_tiempo=ultima.tipo == _T.REQUERIDA and a_tiempo and not ya_pidio,
    )
