"""Revisar números, libro, sellos, peticiones y archivos."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ventanilla.proyecto.ordenes.armar import armar

if TYPE_CHECKING:
    from ventanilla.proyecto.verificacion import Informe

NOMBRE = "verificar"
AYUDA = (
    "Revisa que no falte ni se repita ningún número y que nada de lo asentado, sellado o guardado "
    "haya cambiado. Se puede correr mientras se atiende. Sale con 1 si encuentra algo."
)


def argumentos(parser: argparse.ArgumentParser) -> None:
    """Agrega las opciones de la orden."""
    parser.add_argument("--json", action="store_true", help="solo el informe, en JSON")
    parser.add_argument(
        "--contra",
        type=Path,
        metavar="ARCHIVO",
        help="copia de sellos.txt (o los correos de los sellos) guardada por otra persona",
    )


def ejecutar(args: argparse.Namespace) -> int:
    """0 si todo está como se escribió, 1 si algo cambió, 2 si no se pudo revisar."""
    armar()
    return informar(contra=args.contra, en_json=args.json)


def informar(*, contra: Path | None = None, en_json: bool = False) -> int:
    """Revisa e imprime; la usa también `restaurar`. Django ya debe estar listo."""
    from ventanilla.comun.errores import ErrorDeDominio  # noqa: PLC0415
    from ventanilla.proyecto.verificacion import revisar_todo, sin_base  # noqa: PLC0415

    falta = sin_base()
    if not falta and contra is not None and not contra.is_file():
        falta = f"No existe el archivo {contra}."
    if falta:
        print(falta, file=sys.stderr)
        return 2
    try:
        informe = revisar_todo(contra=contra, avance=_avance)
    except (ErrorDeDominio, OSError) as error:
        print(f"No se pudo revisar: {error}", file=sys.stderr)
        return 2
    if sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr)
    if en_json:
        print(json.dumps(informe.a_json(), ensure_ascii=False, indent=2))
    else:
        _contar(informe)
    return 0 if informe.esta_bien else 1


def _avance(que: str, van: int) -> None:
    if sys.stderr.isatty():
        print(f"\r\x1b[KRevisando {que}: {van}", end="", file=sys.stderr, flush=True)


def _contar(informe: "Informe") -> None:
    pendientes = f"{informe.pendientes} por sellar" if informe.pendientes else "todos sellados"
    print(f"Asientos: {informe.asientos} ({pendientes}). Sellos: {informe.sellos}.")
    for hueco in informe.huecos:
        cuantos = hueco.hasta - hueco.desde + 1
        print(
            f"HUECO  serie {hueco.serie}, {hueco.vigencia}: faltan {cuantos}, desde {hueco.impreso}"
        )
    for repetido in informe.repetidos:
        filas = ", ".join(map(str, repetido.filas))
        print(f"REPETIDO  serie {repetido.serie}: {repetido.impreso} (filas {filas})")
    for alteracion in informe.alteraciones:
        print(f"ALTERADO  {alteracion.objeto} [{alteracion.fila}] {alteracion.que}")
    if informe.esta_bien:
        print("No falta ni se repite ningún número, y nada de lo escrito ha cambiado.")
        return
    cuantas = len(informe.huecos) + len(informe.repetidos) + len(informe.alteraciones)
    print(
        f"Se encontraron {cuantas} problemas. No corrija nada todavía: guarde un respaldo de cómo "
        "está y avise a Control Interno. docs/verificar.md explica qué significa cada uno."
    )
