"""El texto se limpia una vez, en la puerta: NFC, sin NUL, controles ni marcas que voltean."""

import re
import unicodedata
from itertools import pairwise

# Controles C0/C1 menos tabulador y salto de línea; sustitutos sueltos; inversores de dirección.
_CONTROLES = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_DIRECCION = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")

# Ordenar las marcas de una sola letra cuesta el cuadrado de cuántas son: con cincuenta mil, medio
# minuto. UAX #15 (texto apto para flujo) admite treinta, y ninguna lengua usa más de unas pocas.
MARCAS_POR_LETRA = 30


def _es_marca(signo: str) -> bool:
    # Hay signos que no son marcas y se descomponen solo en marcas (vocales tibetanas).
    primera = unicodedata.normalize("NFD", signo)[0]
    return bool(unicodedata.combining(signo) or unicodedata.combining(primera))


def _clase_de_marcas() -> str:
    """Las marcas que se combinan con la letra anterior, como clase de expresión regular."""
    marcas = [n for n in range(0x300, 0x20000) if _es_marca(chr(n))]
    cortes = [i for i, (a, b) in enumerate(pairwise(marcas), start=1) if b - a > 1]
    tramos = zip([0, *cortes], [*cortes, len(marcas)], strict=True)
    return "".join(f"\\U{marcas[a]:08x}-\\U{marcas[b - 1]:08x}" for a, b in tramos)


_CLASE = _clase_de_marcas()
_MARCAS_DE_SOBRA = re.compile(f"([{_CLASE}]{{{MARCAS_POR_LETRA}}})[{_CLASE}]+")


def limpiar(texto: str) -> str:
    """Texto de varias líneas: saltos «\\n», sin controles ni marcas de dirección, en NFC."""
    texto = texto.replace("\r\n", "\n").replace("\r", "\n")
    texto = _DIRECCION.sub("", _CONTROLES.sub("", texto))
    texto = _MARCAS_DE_SOBRA.sub(r"\1", texto)
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
