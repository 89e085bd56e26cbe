"""Leer un documento: se entrega y queda escrito quién lo leyó."""

from datetime import datetime

from ventanilla.auditoria.servicios import asentar
from ventanilla.comun.actores import CIUDADANIA, Actor
from ventanilla.comun.cifrado import cifrar
from ventanilla.comun.errores import Cambiado
from ventanilla.comun.transaccion import escritura
from ventanilla.peticiones.consultas.lecturas import falta_anotar_que_lo_abrio
from ventanilla.peticiones.models import Actuacion, Alcance, Anexo, Oficio, Peticion, Respuesta
from ventanilla.peticiones.permisos import puede_ver_original
from ventanilla.peticiones.servicios.anotar import anotar
from ventanilla.peticiones.servicios.avanzar import avanzar
from ventanilla.peticiones.servicios.exigir import exigir


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


def anotar_original(anexo: Anexo, *, motivo: str, actor: Actor, ahora: datetime) -> None:
    """Deja asiento de que `actor` abrió el anexo tal como llegó, y para qué; se llama antes de darlo.

    Raises:
        SinPermiso: si la identidad es reservada y no es de la Dirección de Atención.
    """
    peticion = anexo.peticion
    exigir(puede_ver_original(actor, peticion))
    quien = peticion.uuid.hex
    with escritura():
        asentar(
            f"peticion:{quien}",
            "original_leido",
            actor=actor,
            ahora=ahora,
            contenido={
                "documento": f"anexo-{anexo.orden}",
                "sha256": anexo.guardado.sha256,
                # Lo escribe una persona y puede traer un nombre: al libro va sellado.
                "motivo_cifrado": cifrar(motivo, uso="motivos", contexto=quien).hex(),
            },
            reservado={"motivo": motivo},
        )
