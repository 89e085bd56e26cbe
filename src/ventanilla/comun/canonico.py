"""JSON canónico (RFC 8785) y huellas: lo mismo da siempre los mismos bytes."""

import hashlib
from typing import Any

import rfc8785


def canonico(dato: Any) -> bytes:
    """`dato` (JSON puro) en su única forma canónica, UTF-8."""
    return rfc8785.dumps(dato)


def sha256_hex(datos: bytes) -> str:
    """SHA-256 de `datos`, 64 dígitos hexadecimales."""
    return hashlib.sha256(datos).hexdigest()


def compromiso(sal: bytes, campo: str, valor: str) -> str:
    """Compromiso con un dato que no se escribe: SHA-256(sal ‖ campo ‖ 0x00 ‖ valor)."""
    return sha256_hex(sal + campo.encode() + b"\x00" + valor.encode())
