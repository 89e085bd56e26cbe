"""Lo que todo oficio lleva arriba y abajo: a quién va y quién firma."""

from datetime import datetime

from ventanilla.comun.actores import Actor
from ventanilla.comun.fechas import momento_largo
from ventanilla.comun.reloj import en_bogota
from ventanilla.comun.texto import plegar
from ventanilla.directorio.consultas import cargo_con_que_firma
from ventanilla.documentos.datos import Firma
from ventanilla.peticiones.models import Peticion
from ventanilla.peticiones.servicios.exigir import usuario_de

_LLEGA = {
    "correo": "Por correo electrónico, a la dirección que registró en su petición",
    "postal": "Por correo postal, a la dirección que registró en su petición",
}


def cargo_de(actor: Actor, peticion: Peticion, ahora: datetime) -> str:
    """Con qué cargo firma en la dependencia de la petición: el propio, o el de quien suple."""
    cargo = cargo_con_que_firma(usuario_de(actor), peticion.dependencia, ahora.date())
    return cargo or "Jefe de dependencia"


def firma(nombre: str, cargo: str, peticion: Peticion, momento: datetime) -> Firma:
    """El bloque de la firma, con la constancia de cuándo se puso."""
    return Firma(
        nombre=nombre,
        cargo=cargo,
        dependencia=_si_no_lo_dice(cargo, peticion.dependencia.nombre)
        if peticion.dependencia
        else "",
        constancia=f"Firmado en el sistema el {momento_largo(en_bogota(momento))}",
    )


def _si_no_lo_dice(cargo: str, dependencia: str) -> str:
    """La dependencia, o vacío si el cargo ya la nombra: «Secretaria de Salud», «Secretaría de Salud».

    Arriba del oficio está siempre.
    """
    suyo, de_ella = (plegar(texto).partition(" ")[2] for texto in (cargo, dependencia))
    return "" if de_ella and suyo == de_ella else dependencia


def a_quien_pide(peticion: Peticion) -> tuple[str, str]:
    """Las líneas del destinatario cuando va a quien pidió: su nombre público y por dónde le llega.

    Sus datos de contacto siguen cifrados aparte: no se imprimen.
    """
    medio = _LLEGA.get(peticion.medio_respuesta, "Por consulta, con su número y su clave")
    if peticion.solicitante == Peticion.Solicitante.ANONIMO:
        return ("Persona anónima", medio)
    if peticion.solicitante == Peticion.Solicitante.RESERVADO:
        return ("Persona con identidad reservada", medio)
    return (peticion.rotulo, medio)
