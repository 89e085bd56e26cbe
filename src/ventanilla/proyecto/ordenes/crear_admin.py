"""Crear a la primera persona que administra."""

import argparse
import getpass
import sys

from ventanilla.proyecto.ordenes.armar import armar

NOMBRE = "crear-admin"
AYUDA = "crea la primera persona que administra"


def argumentos(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("correo")
    parser.add_argument("nombre")
    parser.add_argument(
        "--acto", default="Designación inicial", help="acto que la designa administradora"
    )


def _pedir_contrasena() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    primera = getpass.getpass("Contraseña (12 caracteres o más): ")
    return primera if primera == getpass.getpass("Otra vez: ") else ""


def ejecutar(args: argparse.Namespace) -> int:
    armar()
    from django.core.exceptions import ValidationError  # noqa: PLC0415

    from ventanilla.comun.actores import SISTEMA  # noqa: PLC0415
    from ventanilla.comun.errores import ErrorDeDominio  # noqa: PLC0415
    from ventanilla.comun.reloj import ahora  # noqa: PLC0415
    from ventanilla.directorio.servicios.personas import crear_administrador  # noqa: PLC0415

    try:
        crear_administrador(
            args.correo,
            nombre=args.nombre,
            contrasena=_pedir_contrasena(),
            acto=args.acto,
            actor=SISTEMA,
            ahora=ahora(),
        )
    except (ErrorDeDominio, ValidationError) as error:
        mensajes = error.messages if isinstance(error, ValidationError) else [str(error)]
        print(" ".join(mensajes), file=sys.stderr)
        return 2
    print(f"Listo: {args.correo} ya puede entrar.")
    return 0
