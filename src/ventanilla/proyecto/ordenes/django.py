"""Órdenes de Django, para quien desarrolla (`./ventanilla django makemigrations`)."""

import argparse

from ventanilla.proyecto.ordenes.armar import armar

NOMBRE = "django"
AYUDA = "órdenes de Django, para quien desarrolla"


def argumentos(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("resto", nargs=argparse.REMAINDER)


def ejecutar(args: argparse.Namespace) -> int:
    armar()
    from django.core.management import execute_from_command_line  # noqa: PLC0415

    execute_from_command_line(["./ventanilla django", *args.resto])
    return 0
