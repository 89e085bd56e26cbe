"""Lo que dice un sello, su firma y su línea en `sellos.txt`."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from ventanilla.comun.canonico import canonico, sha256_hex

SIN_PREVIO = "-"
_PARTES = r"sello\s+(\d{1,9})\s+(\S{32})\s+(\d{1,9})\s+([0-9a-f]{64})\s+([0-9a-f]{64}|-)"
_LINEA = re.compile(_PARTES + r"\s+([0-9a-f]{64})\s+([0-9a-f]{128})(?![0-9a-f])")


@dataclass(frozen=True)
class Sellado:
    """Lo que un sello fija. `momento` es ISO 8601 con microsegundos y zona -05:00."""

    numero: int
    momento: str
    cantidad: int
    raiz: str
    previo: str


@dataclass(frozen=True)
class LineaDeSello:
    """Un sello con su huella y su firma, como se escribe en `sellos.txt` y se publica."""

    sellado: Sellado
    hash: str
    firma: str

    def texto(self) -> str:
        """La línea, sin salto: partes separadas por espacios, para leerla y buscarla a ojo."""
        s = self.sellado
        previo = s.previo or SIN_PREVIO
        return (
            f"sello {s.numero} {s.momento} {s.cantidad} {s.raiz} {previo} {self.hash} {self.firma}"
        )


def huella_de_sello(sellado: Sellado) -> str:
    """SHA-256 (hexadecimal) del JSON canónico de lo sellado."""
    return sha256_hex(canonico(asdict(sellado)))


def firmar(semilla: bytes, hash_: str) -> str:
    """Firma Ed25519 (RFC 8032) de los 32 bytes de la huella; 128 dígitos hexadecimales."""
    return Ed25519PrivateKey.from_private_bytes(semilla).sign(bytes.fromhex(hash_)).hex()


def publica_de(semilla: bytes) -> str:
    """La llave pública de esa semilla, 64 dígitos hexadecimales."""
    return Ed25519PrivateKey.from_private_bytes(semilla).public_key().public_bytes_raw().hex()


def firma_vale(publica: str, hash_: str, firma: str) -> bool:
    """Si esa llave firmó esa huella. Lo que no sea hexadecimal no vale, y no es un error."""
    try:
        llave = Ed25519PublicKey.from_public_bytes(bytes.fromhex(publica))
        llave.verify(bytes.fromhex(firma), bytes.fromhex(hash_))
    except (InvalidSignature, ValueError):
        return False
    return True


def _linea(partes: re.Match[str]) -> LineaDeSello:
    numero, momento, cantidad, raiz, previo, hash_, firma = partes.groups()
    sellado = Sellado(
        numero=int(numero),
        momento=momento,
        cantidad=int(cantidad),
        raiz=raiz,
        previo="" if previo == SIN_PREVIO else previo,
    )
    return LineaDeSello(sellado, hash_, firma)


def leer_linea(texto: str) -> LineaDeSello | None:
    """El sello que dice una línea de `sellos.txt`; `None` si no se entiende."""
    partes = _LINEA.fullmatch(texto.strip())
    return _linea(partes) if partes else None


def buscar_lineas(texto: str) -> Iterator[LineaDeSello]:
    """Los sellos que haya en un texto cualquiera: una copia de `sellos.txt`, correos pegados…"""
    return (_linea(partes) for partes in _LINEA.finditer(texto))


def ilegibles(lineas: Iterable[str]) -> list[int]:
    """Números de línea (desde 1) que no dicen un sello ni son comentario.

    Un renglón a medias seguido del mismo renglón entero no cuenta: es lo que deja un apagón.
    """
    malas: list[tuple[int, str]] = []
    for numero, cruda in enumerate(lineas, start=1):
        linea = cruda.rstrip("\n")
        if malas and malas[-1][0] == numero - 1 and linea.startswith(malas[-1][1]):
            malas.pop()
        if linea and not linea.startswith("#") and leer_linea(linea) is None:
            malas.append((numero, linea))
    return [numero for numero, _ in malas]
