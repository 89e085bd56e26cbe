"""Qué hay en un respaldo, y qué no puede haber."""

import re
from dataclasses import asdict, dataclass
from typing import Any

from ventanilla.comun.errores import ErrorDeDominio

FORMATO = "ventanilla-respaldo-1"
MANIFIESTO = "manifiesto.json"
SECRETO = "llaves/secreto"
BASE_SQLITE = "base.sqlite3"
BASE_POSTGRES = "base.dump"
SUELTOS = ("sellos.txt", "sellos.pendiente", "es-demo")
_FIJAS = frozenset({MANIFIESTO, SECRETO, BASE_SQLITE, BASE_POSTGRES, *SUELTOS})
_ARCHIVO = re.compile(r"archivos/([0-9a-f]{2})/([0-9a-f]{2})/\1\2[0-9a-f]{60}")


class RespaldoInvalido(ErrorDeDominio):
    """El respaldo o el lugar no sirven; el mensaje dice por qué. No se cambió nada."""


@dataclass(frozen=True)
class Entrada:
    """Un archivo del respaldo: su SHA-256 en hexadecimal y su tamaño en bytes."""

    sha256: str
    tamano: int


@dataclass(frozen=True)
class Manifiesto:
    """Lo que el respaldo dice traer. `momento` es ISO 8601; `motor`, «sqlite» o «postgresql»."""

    momento: str
    motor: str
    entradas: dict[str, Entrada]

    def a_json(self) -> dict[str, Any]:
        """El manifiesto como se escribe."""
        return {"formato": FORMATO, **asdict(self)}


def leer_manifiesto(crudo: Any) -> Manifiesto:
    """El manifiesto, desde su JSON.

    Raises:
        RespaldoInvalido: si no es de este programa o está mal escrito.
    """
    try:
        if crudo["formato"] != FORMATO:
            raise RespaldoInvalido(f"El respaldo es de otro formato: «{crudo['formato']}».")
        entradas = {str(k): Entrada(**v) for k, v in crudo["entradas"].items()}
        return Manifiesto(str(crudo["momento"]), str(crudo["motor"]), entradas)
    except (KeyError, TypeError, AttributeError) as error:
        raise RespaldoInvalido("El manifiesto del respaldo está mal escrito.") from error


def nombre_admitido(nombre: str) -> bool:
    """Si una entrada puede llamarse así: nada que salga de la carpeta, nada desconocido."""
    return nombre in _FIJAS or _ARCHIVO.fullmatch(nombre) is not None
