"""Guardar identidades."""

import hashlib
import hmac
import uuid
from dataclasses import asdict
from datetime import datetime

from ventanilla.comun.cifrado import cifrar, llave
from ventanilla.comun.texto import plegar
from ventanilla.directorio.consultas import DatosDeIdentidad
from ventanilla.directorio.models import Identidad


def huella(uso: str, valor: str) -> str:
    """HMAC del valor plegado, para encontrar la misma persona sin guardar su dato en claro."""
    if not valor.strip():
        return ""
    mensaje = f"{uso}|{plegar(valor.strip())}".encode()
    return hmac.new(llave("huellas"), mensaje, hashlib.sha256).hexdigest()


def guardar_identidad(datos: DatosDeIdentidad, *, es_reservada: bool, ahora: datetime) -> Identidad:
    """Cifra y guarda una identidad, en la transacción de quien llama."""
    nueva = uuid.uuid4()
    return Identidad.objects.create(
        uuid=nueva,
        cifrado=cifrar(asdict(datos), uso="identidad", contexto=str(nueva)),
        huella_correo=huella("correo", datos.correo),
        huella_documento=huella("documento", datos.documento),
        es_reservada=es_reservada,
        creada=ahora,
    )
