"""Claves y números que una persona copia a mano: alfabeto Crockford base32, sin I, L, O ni U."""

import base64
import hashlib
import hmac
import re
import secrets
import uuid

_ALFABETO = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_RFC4648 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_A_CROCKFORD = str.maketrans(_RFC4648, _ALFABETO)
LARGO_CLAVE = 16


def crockford(datos: bytes) -> str:
    """`datos` en base32 de Crockford, sin relleno."""
    return base64.b32encode(datos).decode().rstrip("=").translate(_A_CROCKFORD)


def derivar_clave(secreto: bytes, identificador: uuid.UUID, version: int) -> str:
    """Clave de consulta de una petición: 16 caracteres (80 bits), siempre la misma por versión."""
    mensaje = b"clave-ciudadana|" + identificador.bytes + version.to_bytes(4, "big")
    return crockford(hmac.new(secreto, mensaje, hashlib.sha256).digest()[:10])


def normalizar_clave(texto: str) -> str:
    """La clave como se guarda: mayúsculas, sin espacios ni guiones; O→0, I y L→1."""
    limpio = re.sub(r"[\s-]", "", texto).upper()
    return limpio.replace("O", "0").replace("I", "1").replace("L", "1")


def huella_clave(clave: str) -> str:
    """Lo único de la clave que se guarda: SHA-256 en hexadecimal de su forma normal."""
    return hashlib.sha256(normalizar_clave(clave).encode()).hexdigest()


def agrupar(clave: str) -> str:
    """La clave en grupos de cuatro, como se lee en voz alta: «K7QF 29XM 4T00 ABCD»."""
    return " ".join(clave[i : i + 4] for i in range(0, len(clave), 4))


def ficha(bits: int = 128) -> str:
    """Texto al azar imposible de adivinar, para direcciones públicas (verificación)."""
    return crockford(secrets.token_bytes(bits // 8))
