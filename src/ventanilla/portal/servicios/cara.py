"""Guardar la cara de la entidad: el escudo va al archivo y los textos al directorio."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ventanilla.archivo.reglas.escudo import EscudoNoSirve, preparar_escudo
from ventanilla.archivo.servicios import guardar_bytes
from ventanilla.comun.actores import Actor
from ventanilla.comun.errores import DatosInvalidos, Falta
from ventanilla.directorio.servicios.cara import cambiar_cara, revisar_cara
from ventanilla.directorio.servicios.exigir import exigir_que_administre


def revisar_escudo(escudo: bytes, *, recortar: bool) -> bytes:
    """La imagen como quedaría: un PNG pequeño y limpio. No guarda nada.

    Raises:
        DatosInvalidos: por qué no se recibe.
    """
    try:
        return preparar_escudo(escudo, recortar=recortar)
    except EscudoNoSirve as error:
        raise DatosInvalidos([Falta("escudo", str(error))]) from error


def guardar_cara(
    datos: Mapping[str, Any],
    *,
    leido: Mapping[str, Any],
    escudo: bytes | None = None,
    recortar: bool = False,
    quitar_escudo: bool = False,
    actor: Actor,
    ahora: datetime,
) -> bool:
    """Guarda lo que cambió. Da falso si no había nada distinto.

    Raises:
        SinPermiso: si no administra.
        DatosInvalidos: si algo no sirve o la imagen no se recibe.
        OtraPersonaCambio: si alguien cambió lo mismo entre tanto.
        OSError: si el disco no admite el escudo.
    """
    exigir_que_administre(actor)
    revisar_cara(datos)
    huella = "" if quitar_escudo else None
    if escudo is not None:
        imagen = revisar_escudo(escudo, recortar=recortar)
        huella = guardar_bytes(imagen, "escudo.png", ahora=ahora).sha256
    return cambiar_cara(datos, leido=leido, escudo_sha256=huella, actor=actor, ahora=ahora)
