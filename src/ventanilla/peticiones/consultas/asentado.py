"""Qué de una actuación queda en el libro: lo mismo al escribirla y al revisarla."""

from typing import Any

from ventanilla.comun.canonico import sha256_hex
from ventanilla.comun.reloj import en_bogota
from ventanilla.peticiones.models import Actuacion, Peticion, Plantilla

RESERVADOS = ("motivo", "actor_nombre")


def lo_asentado(actuacion: Actuacion) -> dict[str, Any]:
    """Lo que el asiento dice de la actuación, en claro."""
    return {
        "orden": actuacion.orden,
        "momento": en_bogota(actuacion.momento).isoformat(timespec="microseconds"),
        "datos": actuacion.datos,
        "dependencia": actuacion.dependencia,
        "es_publica": actuacion.es_publica,
    }


def lo_comprometido(actuacion: Actuacion) -> dict[str, str]:
    """Lo que el asiento no dice pero fija con un compromiso; lo vacío no se compromete."""
    valores = {campo: str(getattr(actuacion, campo)) for campo in RESERVADOS}
    return {campo: valor for campo, valor in valores.items() if valor}


def como_queda(peticion: Peticion) -> dict[str, Any]:
    """Lo que cada asiento dice de la petición después de la actuación; son llaves, no nombres."""
    return {
        "estado": str(peticion.estado),
        "dependencia": peticion.dependencia_id,
        "responsable": peticion.responsable_id,
        "medio": peticion.medio_respuesta,
    }


def de_plantilla(plantilla: Plantilla) -> dict[str, Any]:
    """Cómo quedó la plantilla; su texto, por su huella."""
    tipo = plantilla.tipo_documental
    return {
        "nombre": plantilla.nombre,
        "dependencia": plantilla.dependencia.codigo if plantilla.dependencia else "",
        "clase": plantilla.clase,
        "tipo": tipo.codigo if tipo else "",
        "activa": plantilla.activa,
        "texto_sha256": sha256_hex(plantilla.texto.encode()),
    }
