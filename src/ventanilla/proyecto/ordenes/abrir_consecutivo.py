"""Seguir la numeración del sistema anterior."""

import argparse
import sys

from ventanilla.proyecto.ordenes.armar import armar

NOMBRE = "abrir-consecutivo"
AYUDA = "sigue la numeración del sistema anterior, a mitad de año"


def argumentos(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("serie", help="entrada o salida")
    parser.add_argument("ultimo", type=int, help="último número que dio el sistema anterior")
    parser.add_argument("--acto", required=True, help="acto que lo fija: «Acta 001 de 2026»")


def ejecutar(args: argparse.Namespace) -> int:
    armar()
    from django.db import DatabaseError  # noqa: PLC0415

    from ventanilla.comun.actores import SISTEMA  # noqa: PLC0415
    from ventanilla.comun.errores import ErrorDeDominio  # noqa: PLC0415
    from ventanilla.comun.reloj import ahora  # noqa: PLC0415
    from ventanilla.correspondencia.reglas import vigencia_de  # noqa: PLC0415
    from ventanilla.correspondencia.servicios.abrir import abrir_consecutivo  # noqa: PLC0415

    momento = ahora()
    try:
        abierto = abrir_consecutivo(
            args.serie,
            vigencia=vigencia_de(momento),
            ultimo=args.ultimo,
            acto=args.acto,
            actor=SISTEMA,
            ahora=momento,
        )
    except ErrorDeDominio as error:
        print(str(error), file=sys.stderr)
        return 2
    except DatabaseError:
        print("La base no está preparada: corra antes ./ventanilla preparar.", file=sys.stderr)
        return 2
    print(
        f"Listo: el próximo número de «{args.serie}» en {abierto.vigencia} será {args.ultimo + 1}."
    )
    return 0
