"""Adoptar una versión de la TRD, para sus pruebas."""

from datetime import date

from ventanilla.archivo.models import VersionTrd
from ventanilla.archivo.reglas.version_trd import Adopcion
from ventanilla.comun.reloj import ahora
from ventanilla.estructura.servicios.trd import adoptar_y_poner

ACTO = "Resolución 12 de 2026"


def adoptar(version: VersionTrd, fabio, como, *, desde: date, numero: str = "3") -> None:
    version.refresh_from_db()
    adoptar_y_poner(
        version,
        adopcion=Adopcion(numero, ACTO, desde),
        edicion=version.edicion,
        actor=como(fabio),
        ahora=ahora(),
    )
