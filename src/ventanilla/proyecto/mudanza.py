"""Llevar los archivos de un respaldo al almacén de objetos."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ventanilla.comun.almacen import Destino
from ventanilla.proyecto.formato_respaldo import RespaldoInvalido


@contextmanager
def mudados(archivos: Path, destino: Destino) -> Iterator[None]:
    """Sube lo de la carpeta y la quita; si algo falla, aquí o en lo que sigue, quita lo subido.

    El lugar debe estar vacío: si fuera de otra instalación, la una barrería los archivos de la
    otra por no tener fila.

    Raises:
        RespaldoInvalido: si el almacén ya tiene archivos.
        OSError: si el almacén no contesta.
    """
    # django-storages lee la configuración, y al importar esta hoja todavía no la hay.
    from ventanilla.comun.almacen.cubo import Cubo  # noqa: PLC0415

    cubo = Cubo(destino)
    if next(cubo.listar(), None) is not None:
        raise RespaldoInvalido(
            f"{destino} no está vacío. Un respaldo solo se pone en un lugar vacío: ponga otro cubo "
            "u otro prefijo en VENTANILLA_ALMACEN."
        )
    subidos: list[str] = []
    try:
        for ruta in archivos.glob("*/*/*"):
            subidos.append(ruta.name)
            cubo.poner(ruta, ruta.name)
        if archivos.exists():
            shutil.rmtree(archivos)
        yield
    except BaseException:
        # Si el almacén dejó de contestar, lo que quede no tiene dueño ni estorba.
        with suppress(OSError):
            for sha256 in subidos:
                cubo.borrar(sha256)
        raise
