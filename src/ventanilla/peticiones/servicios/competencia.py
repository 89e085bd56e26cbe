"""Aceptar la competencia."""

from datetime import datetime

from ventanilla.comun.actores import Actor
from ventanilla.comun.errores import Cambiado
from ventanilla.comun.transaccion import escritura
from ventanilla.directorio.consultas import calendario_de_la_entidad
from ventanilla.peticiones.consultas.hoja import acepto, historia_de
from ventanilla.peticiones.models import Actuacion, Estado, Peticion
from ventanilla.peticiones.permisos import puede_aceptar_competencia
from ventanilla.peticiones.servicios.anotar import anotar
from ventanilla.peticiones.servicios.avanzar import avanzar, recomputar
from ventanilla.peticiones.servicios.exigir import exigir


def aceptar_competencia(peticion: Peticion, *, actor: Actor, ahora: datetime) -> Peticion:
    """La dependencia dice que sí le toca: cumple el reloj de los cinco días (CPACA art. 21).

    Si otra la aceptó antes y se la pasaron, esta también lo dice; el reloj ya estaba cumplido.

    Raises:
        SinPermiso: si no es de su dependencia o está cerrada.
        Cambiado: si esta dependencia ya la había aceptado o la petición cambió entre tanto.
    """
    exigir(puede_aceptar_competencia(actor, peticion))
    if acepto(peticion, historia_de(peticion)):
        raise Cambiado("La competencia ya estaba aceptada.")
    calendario = calendario_de_la_entidad()
    iniciales = (Estado.RADICADA, Estado.POR_VERIFICAR, Estado.ASIGNADA)
    estado = Estado.EN_TRAMITE if peticion.estado in iniciales else peticion.estado
    nombre = peticion.dependencia.nombre if peticion.dependencia else ""
    with escritura():
        avanzar(peticion, estado=estado)
        anotar(
            peticion,
            Actuacion.Tipo.COMPETENCIA,
            actor=actor,
            ahora=ahora,
            dependencia=nombre,
        )
        recomputar(peticion, calendario=calendario)
    return peticion
