"""Cifrado registro por registro (AES-256-GCM) y llaves derivadas del secreto de la entidad.

Las llaves nunca están en la base: se derivan del secreto con HKDF (RFC 5869), una por uso.
"""

import json
import os
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_VERSION = b"\x01"


class NoSePuedeDescifrar(Exception):
    """El dato fue alterado o el secreto no es el que lo cifró."""


@lru_cache(maxsize=32)
def _derivar(secreto: str, uso: str) -> bytes:
    return HKDF(SHA256(), 32, salt=b"ventanilla", info=uso.encode()).derive(secreto.encode())


def llave(uso: str) -> bytes:
    """Llave de 32 bytes para un `uso` («clave-ciudadana», «identidad», «sello»…)."""
    return _derivar(settings.VENTANILLA_SECRETO, uso)


def cifrar(datos: Any, *, uso: str, contexto: str) -> bytes:
    """Cifra `datos` (cualquier JSON). `contexto` ata el dato a su registro: no sirve en otro."""
    nonce = os.urandom(12)
    claro = json.dumps(datos, ensure_ascii=False, separators=(",", ":")).encode()
    return _VERSION + nonce + AESGCM(llave(uso)).encrypt(nonce, claro, contexto.encode())


def descifrar(cifrado: bytes, *, uso: str, contexto: str) -> Any:
    """Lo contrario de `cifrar`.

    Raises:
        NoSePuedeDescifrar: si el dato, el contexto o el secreto no son los mismos.
    """
    crudo = bytes(cifrado)
    try:
        claro = AESGCM(llave(uso)).decrypt(crudo[1:13], crudo[13:], contexto.encode())
    except (InvalidTag, ValueError) as error:
        raise NoSePuedeDescifrar("El dato guardado no se puede leer con el secreto.") from error
    return json.loads(claro)
