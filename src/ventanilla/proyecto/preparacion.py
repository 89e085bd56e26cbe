"""Dejar una carpeta de datos lista para atender."""

import fcntl
import io
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from ventanilla.comun.reloj import ahora
from ventanilla.comun.transaccion import escritura
from ventanilla.correspondencia.servicios.abrir import abrir_series
from ventanilla.peticiones.servicios.plantillas import sembrar_plantillas

CARPETAS = ("entrante", "archivos", "llaves")


class FaltaPreparar(Exception):
    """La base es de otra versión: hay que correr `./ventanilla preparar` a propósito."""


@contextmanager
def candado() -> Iterator[None]:
    """Un solo proceso prepara la carpeta a la vez; los demás esperan."""
    carpeta = Path(settings.VENTANILLA_DATOS)
    carpeta.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (carpeta / ".candado").open("w") as archivo:
        fcntl.flock(archivo, fcntl.LOCK_EX)
        yield


def _marca() -> Path:
    return Path(settings.VENTANILLA_DATOS) / ".preparada"


def _por_aplicar() -> tuple[bool, bool]:
    """(hay migraciones aplicadas, hay por aplicar)."""
    ejecutor = MigrationExecutor(connection)
    plan = ejecutor.migration_plan(ejecutor.loader.graph.leaf_nodes())
    return bool(ejecutor.loader.applied_migrations), bool(plan)


def esta_al_dia() -> bool:
    """Si la base ya existe y es de esta versión. No crea nada."""
    try:
        hay, faltan = _por_aplicar()
    except OperationalError:
        return False
    return hay and not faltan


def preparar(*, silencioso: bool = True) -> None:
    """Crea carpetas, tablas, series y archivos estáticos. Se puede repetir."""
    datos = Path(settings.VENTANILLA_DATOS)
    for nombre in CARPETAS:
        (datos / nombre).mkdir(parents=True, exist_ok=True)
    (datos / "llaves").chmod(0o700)
    salida = io.StringIO() if silencioso else None
    call_command("migrate", interactive=False, verbosity=0 if silencioso else 1, stdout=salida)
    with escritura():
        abrir_series()
    sembrar_plantillas(ahora=ahora())
    _reunir_estaticos()
    _marca().touch()


def _reunir_estaticos() -> None:
    # La configuración escoge el almacén con huellas solo si ya hay manifiesto; aquí se crea.
    orden = [sys.executable, "-m", "ventanilla.proyecto.ordenes", "django", "collectstatic"]
    con_huellas = {**os.environ, "VENTANILLA_ESTATICOS": "reunir"}
    subprocess.run([*orden, "--noinput", "-v", "0"], env=con_huellas, check=True)


def _estaticos_viejos() -> bool:
    manifiesto = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if not manifiesto.exists():
        return True
    hecho = manifiesto.stat().st_mtime
    fuentes = Path(__file__).resolve().parents[1].glob("*/static/**/*")
    return any(f.stat().st_mtime > hecho for f in fuentes if f.is_file())


def sin_estaticos_al_empezar() -> bool:
    """Si la configuración se leyó antes de que hubiera archivos fijos y ya los hay."""
    return bool(settings.WHITENOISE_USE_FINDERS) and not _estaticos_viejos()


def asegurar() -> None:
    """Lo que `servir` hace antes de atender: prepara lo vacío y no toca lo que ya es de alguien.

    Raises:
        FaltaPreparar: hay datos y su base no es de esta versión.
    """
    with candado():
        hay, faltan = _por_aplicar()
        if not hay or (faltan and connection.vendor == "sqlite" and not _marca().exists()):
            preparar()
            return
        if faltan:
            raise FaltaPreparar(
                "La base de datos es de una versión anterior. Haga un respaldo "
                "(./ventanilla respaldar) y luego corra ./ventanilla preparar."
            )
        for nombre in CARPETAS:
            (Path(settings.VENTANILLA_DATOS) / nombre).mkdir(parents=True, exist_ok=True)
        if _estaticos_viejos():
            _reunir_estaticos()
