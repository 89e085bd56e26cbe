"""Poner un respaldo en una máquina vacía."""

import argparse
import os
import sys
from pathlib import Path

from ventanilla.proyecto.ordenes.armar import armar
from ventanilla.proyecto.ordenes.verificar import informar

NOMBRE = "restaurar"
AYUDA = (
    "Pone un respaldo en la carpeta vacía de VENTANILLA_DATOS (y, con DATABASE_URL o "
    "VENTANILLA_ALMACEN, en esa base y ese almacén vacíos) y luego revisa todo. Sale con 1 si la revisión encuentra algo."
)


def argumentos(parser: argparse.ArgumentParser) -> None:
    """Agrega las opciones de la orden."""
    parser.add_argument("archivo", type=Path, metavar="ARCHIVO", help="lo que dejó respaldar")


def ejecutar(args: argparse.Namespace) -> int:
    """0 si quedó restaurado y verificado, 1 si algo no está bien, 2 si no se pudo."""
    from ventanilla.comun.errores import ErrorDeDominio  # noqa: PLC0415
    from ventanilla.proyecto.entorno import EntornoInvalido  # noqa: PLC0415
    from ventanilla.proyecto.restauracion import (  # noqa: PLC0415
        cargar_en_postgres,
        restaurar,
    )

    if os.environ.get("DATABASE_URL", "").strip():
        # El secreto viene del entorno: leer la configuración no crea ninguno.
        armar()
    try:
        manifiesto = restaurar(
            args.archivo,
            variables=os.environ,
            cargar=cargar_en_postgres,
            arrancar=_arrancar_con,
        )
        armar()
    except (ErrorDeDominio, EntornoInvalido) as error:
        print(f"No se restauró. {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"No se restauró: {error.strerror} ({error.filename})", file=sys.stderr)
        return 2
    from ventanilla.proyecto.preparacion import candado, preparar  # noqa: PLC0415

    with candado():
        preparar()
    print(f"Restaurado lo que había el {manifiesto.momento}. Se revisa:", file=sys.stderr)
    return informar()


def _arrancar_con(secreto: str) -> None:
    # Dicho en el entorno, leer la configuración no crea otro en la carpeta todavía vacía.
    os.environ["VENTANILLA_SECRETO"] = secreto
    armar()
