"""Guardar todo en un solo archivo."""

import argparse
import sys
from pathlib import Path

from ventanilla.proyecto.ordenes.armar import armar

NOMBRE = "respaldar"
AYUDA = (
    "Guarda la base, los archivos, la llave y los sellos en un solo archivo, sin detener el "
    "servicio. Quien tenga ese archivo puede leer todo: guárdelo fuera de esta máquina y bajo llave."
)


def argumentos(parser: argparse.ArgumentParser) -> None:
    """Agrega las opciones de la orden."""
    parser.add_argument(
        "--a",
        type=Path,
        metavar="RUTA",
        help="archivo o carpeta; si no se dice, respaldos/ en la carpeta de datos",
    )


def ejecutar(args: argparse.Namespace) -> int:
    """0 si quedó escrito (dice dónde, solo, en la salida), 2 si no se pudo."""
    armar()
    from ventanilla.comun.errores import ErrorDeDominio  # noqa: PLC0415
    from ventanilla.comun.reloj import ahora  # noqa: PLC0415
    from ventanilla.proyecto.respaldo import respaldar  # noqa: PLC0415
    from ventanilla.proyecto.verificacion import sin_base  # noqa: PLC0415

    falta = sin_base()
    if falta:
        print(falta, file=sys.stderr)
        return 2
    try:
        ruta = respaldar(args.a, ahora=ahora(), avance=_avance)
    except ErrorDeDominio as error:
        print(f"No se hizo el respaldo. {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"No se hizo el respaldo: {error.strerror} ({error.filename})", file=sys.stderr)
        return 2
    print(ruta)
    print(
        "Lleva la llave con que se abren las identidades: guárdelo fuera de esta máquina.",
        file=sys.stderr,
    )
    return 0


def _avance(van: int) -> None:
    if sys.stderr.isatty() and van % 100 == 0:
        print(f"\r\x1b[KArchivos: {van}", end="", file=sys.stderr, flush=True)
