"""`./ventanilla importar pqrsd`: traer peticiones de otro sistema, o ver antes qué pasaría.

`--simular` no escribe nada ni necesita carpeta de datos: corre solo con las reglas, sin Django.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ventanilla.comun.calendario import nacional
from ventanilla.comun.errores import ErrorDeDominio
from ventanilla.comun.fechas import cantidad
from ventanilla.comun.reloj import hoy
from ventanilla.importacion.reglas.comparacion import (
    Comparacion,
    PoliticaDel,
    comparar,
    con_cierres,
    de_fabrica,
)
from ventanilla.importacion.reglas.errores import ArchivoInvalido
from ventanilla.importacion.reglas.filas import Importada, Rechazo, entender
from ventanilla.importacion.reglas.hoja import LoQueNoSeVe
from ventanilla.importacion.reglas.lectura import leer_filas
from ventanilla.importacion.reglas.mapa import Mapa, MapaInvalido, leer_mapa
from ventanilla.importacion.reglas.tablas import csv_de_discrepancias, csv_de_rechazos
from ventanilla.proyecto.ordenes.armar import armar

NOMBRE = "importar"
AYUDA = "trae peticiones de otro sistema, con su propio número, o simula traerlas"
_EN_PANTALLA = 10


@dataclass(frozen=True)
class _Leido:
    mapa: Mapa
    peticiones: list[Importada]
    rechazos: list[Rechazo]
    comparacion: Comparacion
    avisos: list[str]

    @property
    def leidas(self) -> int:
        return len(self.peticiones) + len(self.rechazos)


def argumentos(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("que", choices=["pqrsd"], help="qué se trae: pqrsd (peticiones)")
    parser.add_argument("archivo", type=Path, help="libro de Excel (.xlsx) o tabla CSV")
    parser.add_argument("--mapa", type=Path, required=True, help="qué es cada columna (TOML)")
    parser.add_argument(
        "--dias-no-habiles",
        default="",
        metavar="F,F",
        help="días (AAAA-MM-DD) que la otra entidad no trabajó, solo para comparar sus fechas",
    )
    parser.add_argument("--simular", action="store_true", help="no escribe nada: solo lo cuenta")
    parser.add_argument("--json", action="store_true", help="el resultado, para otro programa")
    parser.add_argument(
        "--discrepancias", type=Path, metavar="RUTA", help="guarda las fechas que no coinciden"
    )
    parser.add_argument(
        "--rechazadas",
        type=Path,
        metavar="RUTA",
        help="dónde se guardan las filas que no entran (si no se dice, al lado del archivo)",
    )


def ejecutar(args: argparse.Namespace) -> int:
    try:
        leido = _leer(args, de_fabrica if args.simular else _politica())
        _guardar(args.discrepancias, csv_de_discrepancias(leido.comparacion.discrepancias))
        if leido.rechazos:
            # Antes de traer: si no se puede guardar lo que no entra, no entra nada.
            al_lado = None if args.simular else _al_lado(args.archivo)
            _guardar(args.rechazadas or al_lado, csv_de_rechazos(leido.rechazos))
        entrada = {} if args.simular else _traer(leido, args)
    except ErrorDeDominio as error:
        print(str(error), file=sys.stderr)
        return 2
    except OSError as error:
        print(f"No se pudo abrir {error.filename}: {_en_espanol(error)}.", file=sys.stderr)
        return 2
    resumen = _resumen(leido) | entrada
    if args.json:
        print(json.dumps(resumen, ensure_ascii=False, indent=2))
    else:
        _contar(leido, resumen, args)
    return 0


def _politica() -> PoliticaDel:
    """La del reglamento de la entidad: la misma con que quedan las discrepancias."""
    armar()
    from django.db import DatabaseError  # noqa: PLC0415

    from ventanilla.peticiones.consultas.relojes import politica_por_dia  # noqa: PLC0415

    try:
        return politica_por_dia()
    except DatabaseError as error:
        raise ArchivoInvalido(
            f"No se pudo leer la base de datos: corra antes ./ventanilla preparar ({error})."
        ) from None


def _leer(args: argparse.Namespace, politica_del: PoliticaDel) -> _Leido:
    try:
        mapa = leer_mapa(args.mapa.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise MapaInvalido(f"El mapa {args.mapa.name} no está en UTF-8.") from None
    calendario = con_cierres(nacional(), _fechas(args.dias_no_habiles))
    peticiones: list[Importada] = []
    rechazos: list[Rechazo] = []
    no_se_ve = LoQueNoSeVe()
    for una in entender(leer_filas(args.archivo, mapa, no_se_ve), mapa, hoy=hoy()):
        if isinstance(una, Rechazo):
            rechazos.append(una)
        else:
            peticiones.append(una)
    if not peticiones and not rechazos:
        raise ArchivoInvalido(f"El archivo {args.archivo.name} solo trae el encabezado.")
    comparables = [*peticiones, *(r.comparable for r in rechazos if r.comparable)]
    comparacion = comparar(
        comparables,
        calendario,
        rechazadas=len(peticiones) + len(rechazos) - len(comparables),
        politica_del=politica_del,
    )
    avisos = no_se_ve.avisos(con_ocultas=mapa.con_ocultas)
    return _Leido(mapa, peticiones, rechazos, comparacion, avisos)


def _fechas(texto: str) -> list[date]:
    fechas = []
    for parte in filter(None, (p.strip() for p in texto.split(","))):
        try:
            fechas.append(date.fromisoformat(parte))
        except ValueError:
            raise ArchivoInvalido(
                f"«{parte}» no es una fecha: escriba --dias-no-habiles 2024-03-26,2024-03-27."
            ) from None
    return fechas


def _traer(leido: _Leido, args: argparse.Namespace) -> dict[str, Any]:
    armar()
    from django.db import DatabaseError  # noqa: PLC0415

    from ventanilla.comun.actores import SISTEMA  # noqa: PLC0415
    from ventanilla.comun.reloj import ahora  # noqa: PLC0415
    from ventanilla.comun.transaccion import afinar_indices  # noqa: PLC0415
    from ventanilla.importacion.servicios.traer import importar  # noqa: PLC0415

    try:
        hecho = importar(
            leido.peticiones,
            mapa=leido.mapa,
            huella_del_archivo=_huella(args.archivo),
            actor=SISTEMA,
            ahora=ahora(),
            al_avanzar=lambda hechas: _avance(hechas, len(leido.peticiones)),
        )
        afinar_indices()
    except DatabaseError as error:
        raise ArchivoInvalido(
            "No se pudo escribir en la base de datos; lo que ya entró no se repite al volver a "
            f"correr la orden. Si la carpeta es nueva, corra antes ./ventanilla preparar ({error})."
        ) from None
    return {
        "serie": leido.mapa.serie,
        "importadas": hecho.importadas,
        "ya_estaban": hecho.ya_estaban,
        "abiertas": hecho.abiertas,
        "dependencias_sin_mapa": list(hecho.dependencias_sin_mapa),
    }


def _huella(archivo: Path) -> str:
    with archivo.open("rb") as abierto:
        return hashlib.file_digest(abierto, "sha256").hexdigest()


def _avance(hechas: int, total: int) -> None:
    fin = "\n" if hechas >= total else ""
    print(f"\rTrayendo peticiones… {hechas} de {total}", end=fin, file=sys.stderr, flush=True)


def _guardar(ruta: Path | None, tabla: str) -> None:
    if ruta is not None:
        ruta.write_text(tabla, encoding="utf-8", newline="")


def _al_lado(archivo: Path) -> Path:
    return archivo.with_name(f"{archivo.stem}.rechazadas.csv")


def _en_espanol(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "no existe"
    if isinstance(error, PermissionError):
        return "no hay permiso"
    return "es una carpeta" if isinstance(error, IsADirectoryError) else str(error.strerror)


def _resumen(leido: _Leido) -> dict[str, Any]:
    c = leido.comparacion
    return {
        "leidas": leido.leidas,
        "importables": len(leido.peticiones),
        "rechazadas": len(leido.rechazos),
        "vencimientos": {"iguales": c.iguales, "distintos": c.distintos, "sin_dato": c.sin_dato},
        "segun_la_ley": c.segun_la_ley,
        "calendario_de_origen": {
            "festivos_que_no_tiene": [f.isoformat() for f in c.supuestos.festivos_que_no_tiene],
            "dias_que_no_conto": [f.isoformat() for f in c.supuestos.dias_que_no_conto],
        },
        "motivos": c.motivos(),
        "avisos": leido.avisos,
    }


def _contar(leido: _Leido, resumen: dict[str, Any], args: argparse.Namespace) -> None:
    c = leido.comparacion
    print(
        f"{cantidad(leido.leidas, 'fila leída', 'filas leídas')}: "
        f"{cantidad(len(leido.peticiones), 'se puede traer', 'se pueden traer')} y "
        f"{cantidad(len(leido.rechazos), 'se rechaza', 'se rechazan')}."
    )
    print(
        "\nVencimiento del archivo contra el nuestro, con los días que el archivo dice:\n"
        f"  iguales {c.iguales} · distintos {c.distintos} · sin dato {c.sin_dato}"
    )
    for motivo, cuantas in list(c.motivos().items())[:_EN_PANTALLA]:
        print(f"  {cuantas:>6}  {motivo}")
    if c.supuestos.dias_que_no_conto:
        dias = ",".join(f.isoformat() for f in c.supuestos.dias_que_no_conto)
        print(f"  Si la otra entidad no trabajó esos días, repita con --dias-no-habiles {dias}")
    for aviso in leido.avisos:
        print(f"  {aviso}")
    _primeras(c, args)
    ley = c.segun_la_ley
    print(
        "\nVencimiento del archivo contra el que la ley da a cada clase (otra cuenta):\n"
        f"  iguales {ley['iguales']} · después, dentro de la prórroga que la ley admite "
        f"{ley['con_ampliacion']} · antes {ley['antes']} · después de lo que la ley admite "
        f"{ley['despues']} · sin dato {ley['sin_dato']}"
    )
    _rechazos(leido.rechazos)
    if args.simular:
        print("\nFue una simulación: no se escribió nada.")
        return
    print(
        f"\nEntraron {resumen['importadas']} a la serie «{leido.mapa.serie}» "
        f"({resumen['abiertas']} sin responder); ya estaban {resumen['ya_estaban']}."
    )
    if resumen["dependencias_sin_mapa"]:
        print(
            "Sin dependencia en el mapa, quedaron en Atención al Ciudadano: "
            + ", ".join(resumen["dependencias_sin_mapa"][:_EN_PANTALLA])
        )


def _primeras(c: Comparacion, args: argparse.Namespace) -> None:
    if not c.discrepancias:
        return
    print("\n  línea   número           recibida    días  archivo     nuestro")
    for d in c.discrepancias[:_EN_PANTALLA]:
        print(
            f"  {d.linea:<7} {d.numero:<16} {d.recibida}  {d.dias:>4}  {d.vence_archivo}  "
            f"{d.vence_calculado}  {d.motivo}"
        )
    if args.discrepancias:
        print(f"  Todas, con su motivo: {args.discrepancias}")
    elif len(c.discrepancias) > _EN_PANTALLA:
        print("  Para verlas todas: --discrepancias RUTA.csv")


def _rechazos(rechazos: Sequence[Rechazo]) -> None:
    if not rechazos:
        return
    print("\nFilas que no entran:")
    for r in rechazos[:_EN_PANTALLA]:
        donde = f", columna «{r.columna}» («{r.valor[:40]}»)" if r.columna else ""
        print(f"  línea {r.linea}{donde}: {r.motivo}")
    if len(rechazos) > _EN_PANTALLA:
        print(f"  … y {len(rechazos) - _EN_PANTALLA} más.")
