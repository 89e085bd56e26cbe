"""La huella de un asiento."""

from dataclasses import asdict, dataclass

from ventanilla.comun.canonico import canonico, sha256_hex


@dataclass(frozen=True)
class Linea:
    """Lo que un asiento dice, en texto. `momento` es ISO 8601 con microsegundos y zona -05:00."""

    objeto: str
    orden: int
    momento: str
    actor: str
    hecho: str
    previo: str
    sal: str
    contenido: str


def huella(linea: Linea) -> str:
    """SHA-256 (hexadecimal) del JSON canónico de la línea."""
    return sha256_hex(canonico(asdict(linea)))
