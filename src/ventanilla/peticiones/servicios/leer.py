"""Leer un documento: se entrega y queda escrito quién lo leyó."""

from datetime import datetime

from ventanilla.auditoria.servicios import asentar
from ventanilla.comun.actores import CIUDADANIA, Actor
from ventanilla.comun.errores import Cambiado
from ventanilla.comun.transaccion import escritura
from ventanilla.peticiones.consultas.lecturas import falta_anotar_que_lo_abrio
from ventanilla.peticiones.models import Actuacion, Alcance, Oficio, Peticion, Respuesta
from ventanilla.peticiones.servicios.anotar import anotar
from ventanilla.peticiones.servicios.avanzar import avanzar


def anotar_lectura(
    peticion: Peticion, que: str, *, sha256: str, actor: Actor, ahora: datetime
) -> None:
    """Deja asiento de que `actor` abrió «anexo-1», «respuesta»… de la petición."""
    with escritura():
        asentar(
            f"peticion:{peticion.uuid.hex}",
            "documento_leido",
            actor=actor,
            ahora=ahora,
            contenido={"documento": que, "sha256": sha256},
        )


def anotar_que_la_abrio(
    peticion: Peticion, documento: Respuesta | Alcance | Oficio, *, ahora: datetime
) -> bool:
    """Deja escrito, una sola vez, que la persona abrió con su clave lo notificado por correo.

    No cambia la notificación. Si después ese correo vuelve, esto prueba desde cuándo lo conoce
    (CPACA art. 56). Devuelve si quedó escrito ahora.
    """
    if documento.radicado is None or not falta_anotar_que_lo_abrio(peticion, documento):
        return False
    try:
        with escritura():
            avanzar(peticion)
            anotar(
                peticion,
                Actuacion.Tipo.LECTURA,
                actor=CIUDADANIA,
                ahora=ahora,
                datos={"salida": documento.radicado.impreso, "que": documento._meta.model_name},
            )
    except Cambiado:
        return False
    return True
