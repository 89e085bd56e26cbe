"""Dónde se guardan los bytes: en una carpeta o en un almacén de objetos, con las mismas palabras.

Las casas no entran por aquí sino por `archivo`. Está en `comun` porque `./ventanilla restaurar`
lo usa antes de que haya base ni configuración.
"""

from functools import cache
from pathlib import Path

from ventanilla.comun.almacen.contrato import Almacen, AlmacenNoDisponible
from ventanilla.comun.almacen.destino import Destino, leer_destino
from ventanilla.comun.almacen.disco import Disco

__all__ = ["Almacen", "AlmacenNoDisponible", "Destino", "Disco", "almacen_de", "leer_destino"]


@cache
def almacen_de(datos: Path, destino: Destino | None) -> Almacen:
    """El de una instalación: su carpeta de datos o, si dijo otro, su cubo."""
    if destino is None:
        return Disco(datos)
    # Quien guarda en disco no carga los clientes de S3.
    from ventanilla.comun.almacen.cubo import Cubo  # noqa: PLC0415

    return Cubo(destino)
