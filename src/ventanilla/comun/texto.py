"""El texto se limpia una vez, en la puerta: NFC, sin NUL, controles ni marcas que voltean."""

import re
import unicodedata

# Controles C0/C1 menos tabulador y salto de línea; sustitutos sueltos; inversores de dirección.
_CONTROLES = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_DIRECCION = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")


def limpiar(texto: str) -> str:
    """Texto de varias líneas: saltos «\\n», sin controles ni marcas de dirección, en NFC."""
    texto = texto.replace("\r\n", "\n").replace("\r", "\n")
    texto = _DIRECCION.sub("", _CONTROLES.sub("", texto))
    return unicodedata.normalize("NFC", texto).strip()


def limpiar_linea(texto: str) -> str:
    """Texto de una sola línea: como `limpiar`, con todo espacio seguido vuelto uno."""
    return " ".join(limpiar(texto).split())


def plegar(texto: str) -> str:
    """Minúsculas sin tildes ni diéresis, para comparar y ordenar (la ñ queda n + tilde aparte)."""
    separado = unicodedata.normalize("NFD", texto.casefold())
    return "".join(c for c in separado if not unicodedata.combining(c))


def llave_de_orden(texto: str) -> str:
    """Llave para ordenar en español, igual en toda base: la ñ va después de la n."""
    return plegar(texto.casefold().replace("ñ", "n\uffff"))
