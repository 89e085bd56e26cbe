"""Lo que sabe hacer todo almacén. Las huellas son SHA-256 en hexadecimal, 64 caracteres."""

import errno
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Protocol

LOTE = 500
# De unas huellas, las que tienen fila en la base.
ConFila = Callable[[list[str]], set[str]]


class AlmacenNoDisponible(OSError):
    """El almacén no contestó o no quiso: no se sabe nada del archivo, y no se guardó."""

    def __init__(self, donde: str) -> None:
        super().__init__(errno.EIO, "El almacén de archivos no contesta o no lo permite", donde)


class Almacen(Protocol):
    """Archivos que se ponen una vez bajo su huella y no cambian."""

    def abrir(self, sha256: str) -> BinaryIO:
        """Los bytes, desde el comienzo; quien abre cierra.

        Raises:
            FileNotFoundError: si no están.
            OSError: si no se pueden leer.
        """
        ...

    def existe(self, sha256: str) -> bool:
        """Si están los bytes de esa huella."""
        ...

    def donde(self, sha256: str) -> str:
        """Dónde viven, para decirlo a quien opera."""
        ...

    def poner(self, ruta: Path, sha256: str) -> None:
        """Los deja en firme; al volver, un corte de luz ya no los pierde. Renueva su fecha.

        Args:
            ruta: archivo local ya revisado; puede dejar de existir.

        Raises:
            OSError: si no quedaron.
        """
        ...

    def listar(self) -> Iterator[str]:
        """Las huellas de todo lo guardado, en cualquier orden."""
        ...

    def barrer(self, *, borde: datetime, con_fila: ConFila) -> int:
        """Quita lo anterior a `borde` que no tenga fila, y dice cuántos.

        Quien pone de nuevo los mismos bytes les renueva la fecha: eso nunca se pierde, aunque
        ocurra a mitad del barrido.
        """
        ...


def clave(sha256: str) -> str:
    """El nombre dentro del almacén, igual en disco y en S3: así se pasa de uno a otro copiando."""
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


def sin_fila(huellas: Iterable[str], con_fila: ConFila) -> Iterator[str]:
    """De unas huellas, las que no tienen fila; pregunta de a `LOTE`."""
    fuente = iter(huellas)
    while lote := list(islice(fuente, LOTE)):
        tienen = con_fila(lote)
        yield from (huella for huella in lote if huella not in tienen)
