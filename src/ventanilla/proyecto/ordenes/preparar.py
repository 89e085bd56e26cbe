"""Crear o actualizar la base y los archivos."""

import argparse
import sys

from ventanilla.proyecto.ordenes.armar import armar

NOMBRE = "preparar"
AYUDA = "crea o actualiza la base de datos y los archivos"


def argumentos(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--callado", action="store_true", help="no cuenta cada paso")


def ejecutar(args: argparse.Namespace) -> int:
    armar()
    from ventanilla.proyecto.preparacion import candado, preparar  # noqa: PLC0415

    with candado():
        preparar(silencioso=args.callado)
    print("Listo.", file=sys.stderr)
    return 0
