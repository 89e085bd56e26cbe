"""Poner el programa a atender."""

import argparse
import sys

from ventanilla.proyecto.ordenes.armar import armar
from ventanilla.proyecto.paciencia import HILOS

NOMBRE = "servir"
AYUDA = "pone el programa a atender (web, obrero y agenda)"


def argumentos(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--puerto", type=int, default=8000)
    parser.add_argument("--host", default="127.0.0.1", help="0.0.0.0 para toda la red")
    parser.add_argument("--procesos", type=int, default=2, help="procesos web")
    parser.add_argument("--hilos", type=int, default=HILOS, help="hilos por proceso web")


def ejecutar(args: argparse.Namespace) -> int:
    armar()
    from django.conf import settings  # noqa: PLC0415

    from ventanilla.proyecto.entorno import ESTA_EN_DEMO  # noqa: PLC0415
    from ventanilla.proyecto.preparacion import (  # noqa: PLC0415
        FaltaPreparar,
        asegurar,
        sin_estaticos_al_empezar,
    )
    from ventanilla.proyecto.procesos import empezar_de_nuevo, servir  # noqa: PLC0415

    if (settings.VENTANILLA_DATOS / ESTA_EN_DEMO).exists():
        print(
            "Esa carpeta es de demostración: sus contraseñas son conocidas. Use otra en "
            "VENTANILLA_DATOS, o ./ventanilla demo.",
            file=sys.stderr,
        )
        return 2
    try:
        asegurar()
    except FaltaPreparar as falta:
        print(str(falta), file=sys.stderr)
        return 2
    if sin_estaticos_al_empezar():
        empezar_de_nuevo()
    return servir(
        args.host,
        args.puerto,
        procesos=args.procesos,
        hilos=args.hilos,
        al_listo=lambda: print(
            f"Ventanilla atiende en http://{args.host}:{args.puerto}  (Ctrl+C para terminar)",
            flush=True,
        ),
    )
