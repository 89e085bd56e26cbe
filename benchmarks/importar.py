"""Cuántas filas por segundo se leen y se traen de otro sistema.

Uso: python benchmarks/importar.py [--filas 5000]

Hace una tabla de peticiones, en CSV y en Excel, y mide tres cosas, cada una contra lo mínimo que
podría costar en la misma máquina y en la misma corrida:

- leer y entender el CSV, contra recorrerlo con `csv`;
- leer y entender el libro, contra recorrerlo con `openpyxl` en modo de solo lectura;
- traerlas a SQLite (radicado, petición, relojes, actuaciones, libro), contra escribir el mismo
  número de filas desnudas con `sqlite3`, por lotes iguales y asegurando cada lote en el disco.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

RAIZ = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(RAIZ / "src"))

MAPA = """
serie = "medida"
nombre = "Medida"
[columnas]
numero = "N"
recibida = "F"
clase = "C"
asunto = "A"
texto = "T"
vence = "V"
[clases]
P = "peticion"
I = "informacion"
"""
LOTE, FILAS_POR_PETICION = 500, 9


def tabla(filas: int) -> list[list[str]]:
    """El encabezado y las filas, todas distintas."""
    salida = [["N", "F", "C", "A", "T", "V"]]
    for n in range(filas):
        dia = date(2026, 1, 5) + timedelta(days=n % 200)
        vence = dia + timedelta(days=21)
        clase = "P" if n % 3 else "I"
        texto = f"Pido que arreglen la vía {n}. " * 10
        salida.append([f"V-{n:07d}", str(dia), clase, f"Hueco {n}", texto, str(vence)])
    return salida


def escribir(carpeta: Path, filas: list[list[str]]) -> tuple[Path, Path]:
    """Las mismas filas en CSV y en Excel."""
    import openpyxl

    en_csv, libro = carpeta / "a.csv", carpeta / "a.xlsx"
    with en_csv.open("w", newline="", encoding="utf-8") as archivo:
        csv.writer(archivo, delimiter=";").writerows(filas)
    hoja = openpyxl.Workbook(write_only=True)
    pagina = hoja.create_sheet()
    for fila in filas:
        pagina.append(fila)
    hoja.save(libro)
    return en_csv, libro


def segundos(orden: Callable[[], object]) -> float:
    """Lo que tarda, el menor de dos."""
    tiempos = []
    for _ in range(2):
        inicio = time.perf_counter()
        orden()
        tiempos.append(time.perf_counter() - inicio)
    return min(tiempos)


def entender_todo(ruta: Path) -> int:
    """Lee y entiende la tabla como lo hace la prueba de una importación."""
    from ventanilla.importacion.reglas.filas import entender  # noqa: PLC0415
    from ventanilla.importacion.reglas.lectura import leer_filas  # noqa: PLC0415
    from ventanilla.importacion.reglas.mapa import leer_mapa  # noqa: PLC0415

    mapa = leer_mapa(MAPA)
    return sum(1 for _ in entender(leer_filas(ruta, mapa), mapa, hoy=date(2026, 11, 20)))


def con_csv(ruta: Path) -> int:
    """El piso del CSV."""
    with ruta.open(newline="", encoding="utf-8") as archivo:
        return sum(1 for _ in csv.reader(archivo, delimiter=";"))


def con_openpyxl(ruta: Path) -> int:
    """El piso del libro."""
    import openpyxl

    return sum(1 for _ in openpyxl.load_workbook(ruta, read_only=True).active.values)


def desnudas(ruta: Path, filas: int) -> None:
    """El piso de escribir: tantas filas como deja una petición, con un texto de 300 letras."""
    ruta.unlink(missing_ok=True)
    base = sqlite3.connect(ruta, isolation_level=None)
    base.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;")
    base.execute("CREATE TABLE a (id INTEGER PRIMARY KEY, llave TEXT UNIQUE, texto TEXT)")
    for desde in range(0, filas, LOTE):
        base.execute("BEGIN IMMEDIATE")
        base.executemany(
            "INSERT INTO a (llave, texto) VALUES (?, ?)",
            (
                (f"{n}-{k}", "x" * 300)
                for n in range(desde, min(desde + LOTE, filas))
                for k in range(FILAS_POR_PETICION)
            ),
        )
        base.execute("COMMIT")
    base.close()


def traer(carpeta: Path, archivo: Path) -> float:
    """Segundos de traerlas a una instalación nueva, sin contar lo que tarda la orden en arrancar."""
    mapa = carpeta / "mapa.toml"
    mapa.write_text(MAPA)
    entorno = {**os.environ, "VENTANILLA_DATOS": str(carpeta / "datos"), "PYTHONPATH": "src"}
    orden = [sys.executable, "-m", "ventanilla.proyecto.ordenes"]

    def correr(*partes: str) -> float:
        inicio = time.perf_counter()
        subprocess.run([*orden, *partes], env=entorno, cwd=RAIZ, check=True, capture_output=True)
        return time.perf_counter() - inicio

    correr("preparar")
    traerlas = ("importar", "pqrsd", str(archivo), "--mapa", str(mapa))
    primera = correr(*traerlas)
    # La segunda lee, entiende y compara lo mismo, y no escribe nada: la diferencia es escribir.
    return primera - correr(*traerlas)


def main() -> None:
    """Imprime filas por segundo y la razón con su piso."""
    lector = argparse.ArgumentParser(description=__doc__)
    lector.add_argument("--filas", type=int, default=5000)
    cuantas = lector.parse_args().filas
    with tempfile.TemporaryDirectory() as donde:
        carpeta = Path(donde)
        en_csv, libro = escribir(carpeta, tabla(cuantas))
        medidas = {
            "csv": (segundos(lambda: entender_todo(en_csv)), segundos(lambda: con_csv(en_csv))),
            "excel": (
                segundos(lambda: entender_todo(libro)),
                segundos(lambda: con_openpyxl(libro)),
            ),
            "traer": (
                traer(carpeta, en_csv),
                segundos(lambda: desnudas(carpeta / "piso.db", cuantas)),
            ),
        }
    print(
        json.dumps(
            {
                que: {
                    "filas_por_segundo": round(cuantas / nuestra),
                    "piso_filas_por_segundo": round(cuantas / piso),
                    "veces_el_piso": round(nuestra / piso, 1),
                }
                for que, (nuestra, piso) in medidas.items()
            }
            | {"memoria_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024},
            indent=2,
        )
    )


if __name__ == "__main__":
    main()
