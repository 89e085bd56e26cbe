"""Poner un respaldo en un lugar vacío."""

import hashlib
import json
import os
import shutil
import tarfile
import tempfile
import zlib
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any

from ventanilla.proyecto.entorno import RAIZ, destino_de_archivos
from ventanilla.proyecto.formato_respaldo import (
    BASE_POSTGRES,
    BASE_SQLITE,
    MANIFIESTO,
    SECRETO,
    Entrada,
    Manifiesto,
    RespaldoInvalido,
    leer_manifiesto,
    nombre_admitido,
)
from ventanilla.proyecto.mudanza import mudados

NOMBRE_SQLITE = "ventanilla.sqlite3"
_TROZO = 1024 * 1024
_MANIFIESTO_MAXIMO = 512 * 1024 * 1024


def carpeta_de_datos(variables: Mapping[str, str]) -> Path:
    """La carpeta donde se va a restaurar, sin crear nada en ella."""
    dada = variables.get("VENTANILLA_DATOS", "").strip()
    return Path(dada or RAIZ / "var" / "ventanilla").resolve()


def restaurar(
    respaldo: Path,
    *,
    variables: Mapping[str, str],
    cargar: Callable[[Path], None] = lambda _: None,
    arrancar: Callable[[str], None] = lambda _: None,
) -> Manifiesto:
    """Extrae el respaldo, comprueba cada huella y lo pone en la carpeta de datos.

    No toca la carpeta hasta que todo está comprobado y cargado. Con SQLite, Django todavía no debe
    estar listo: al leer su configuración crearía un secreto nuevo.

    Args:
        cargar: recibe el volcado de PostgreSQL, ya comprobado; si falla, no queda nada.
        arrancar: si los archivos van a un almacén de objetos, recibe antes el secreto del
            respaldo, para dejar lista la configuración sin que se cree otro.

    Raises:
        EntornoInvalido: si VENTANILLA_ALMACEN no sirve.
        RespaldoInvalido: si la carpeta o el almacén no están vacíos o el respaldo no sirve.
        OSError: si el disco o el almacén no lo admiten.
    """
    destino = destino_de_archivos(variables)
    datos = carpeta_de_datos(variables)
    if datos.exists() and (not datos.is_dir() or any(datos.iterdir())):
        raise RespaldoInvalido(
            f"{datos} no está vacía. Un respaldo solo se pone en una carpeta vacía: ponga otra en "
            "VENTANILLA_DATOS."
        )
    datos.parent.mkdir(parents=True, exist_ok=True)
    aparte = Path(tempfile.mkdtemp(prefix=f".{datos.name}-", dir=datos.parent))
    try:
        manifiesto = _extraer(respaldo, aparte)
        _conciliar(manifiesto, aparte, variables)
        _acomodar(aparte)
        with ExitStack() as pila:
            if destino:
                arrancar((aparte / SECRETO).read_text())
                pila.enter_context(mudados(aparte / "archivos", destino))
            volcado = aparte / BASE_POSTGRES
            if volcado.exists():
                cargar(volcado)
                volcado.unlink()
            # Lo recién escrito llega al disco antes de tomar su nombre.
            os.sync()
            _poner(aparte, datos)
    finally:
        shutil.rmtree(aparte, ignore_errors=True)
    return manifiesto


def cargar_en_postgres(volcado: Path) -> None:
    """Carga un volcado en la base de DATABASE_URL, que debe estar vacía. Todo o nada.

    Raises:
        RespaldoInvalido: si la base tiene tablas o `pg_restore` falla.
    """
    # Con SQLite este módulo se usa antes de que haya configuración.
    from django.db import connection  # noqa: PLC0415

    from ventanilla.proyecto import postgres  # noqa: PLC0415

    if connection.introspection.table_names():
        raise RespaldoInvalido(
            "La base de DATABASE_URL no está vacía. Cree una nueva para restaurar."
        )
    nombre = str(connection.settings_dict["NAME"])
    connection.close()
    postgres.correr(
        "pg_restore",
        "--no-owner",
        "--no-privileges",
        "--exit-on-error",
        "--single-transaction",
        f"--dbname={nombre}",
        str(volcado),
    )


def _extraer(respaldo: Path, aparte: Path) -> Manifiesto:
    """Escribe cada entrada admitida y la compara con el manifiesto."""
    vistas: dict[str, Entrada] = {}
    crudo: Any = None
    try:
        with tarfile.open(respaldo, "r:gz") as tar:
            for miembro in tar:
                origen = _admitir(tar, miembro, vistas)
                if miembro.name == MANIFIESTO:
                    crudo = json.loads(origen.read(_MANIFIESTO_MAXIMO))
                else:
                    vistas[miembro.name] = _escribir(origen, aparte / miembro.name)
    except (tarfile.TarError, zlib.error, EOFError, ValueError, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        raise RespaldoInvalido(f"{respaldo} no es un respaldo o está dañado: {error}") from error
    if crudo is None:
        raise RespaldoInvalido(f"{respaldo} está incompleto: no trae manifiesto.")
    manifiesto = leer_manifiesto(crudo)
    for nombre in sorted(vistas.keys() | manifiesto.entradas.keys()):
        if vistas.get(nombre) != manifiesto.entradas.get(nombre):
            raise RespaldoInvalido(f"El respaldo está dañado: «{nombre}» no es lo que se guardó.")
    return manifiesto


def _admitir(
    tar: tarfile.TarFile, miembro: tarfile.TarInfo, vistas: dict[str, Entrada]
) -> IO[bytes]:
    """Solo archivos corrientes, con nombres de respaldo y una vez cada uno: nada sale de aquí."""
    origen = tar.extractfile(miembro) if miembro.isreg() else None
    if origen is None or not nombre_admitido(miembro.name) or miembro.name in vistas:
        raise RespaldoInvalido(
            f"El respaldo trae algo que no es suyo: «{miembro.name}». No se extrajo nada."
        )
    return origen


def _escribir(origen: IO[bytes], destino: Path) -> Entrada:
    destino.parent.mkdir(parents=True, exist_ok=True)
    suma = hashlib.sha256()
    tamano = 0
    with destino.open("xb") as salida:
        while trozo := origen.read(_TROZO):
            suma.update(trozo)
            tamano += len(trozo)
            salida.write(trozo)
    return Entrada(suma.hexdigest(), tamano)


def _conciliar(manifiesto: Manifiesto, aparte: Path, variables: Mapping[str, str]) -> None:
    """El respaldo y el entorno deben ser del mismo motor y del mismo secreto."""
    motor = "postgresql" if variables.get("DATABASE_URL", "").strip() else "sqlite"
    if manifiesto.motor != motor:
        hace = "Ponga DATABASE_URL." if motor == "sqlite" else "Quite DATABASE_URL."
        raise RespaldoInvalido(f"El respaldo es de {manifiesto.motor}. {hace}")
    base = BASE_SQLITE if motor == "sqlite" else BASE_POSTGRES
    for nombre in (base, SECRETO):
        if nombre not in manifiesto.entradas:
            raise RespaldoInvalido(f"El respaldo está incompleto: no trae «{nombre}».")
    dado = variables.get("VENTANILLA_SECRETO", "").strip()
    if dado and dado != (aparte / SECRETO).read_text():
        raise RespaldoInvalido(
            "VENTANILLA_SECRETO no es el de este respaldo: con otro no se abren las identidades ni "
            "las claves. Ponga el de entonces; está en el respaldo, en llaves/secreto."
        )


def _acomodar(aparte: Path) -> None:
    (aparte / "llaves").chmod(0o700)
    (aparte / SECRETO).chmod(0o600)
    if (aparte / BASE_SQLITE).exists():
        (aparte / BASE_SQLITE).rename(aparte / NOMBRE_SQLITE)
    for ruta in (aparte / "archivos").glob("*/*/*"):
        ruta.chmod(0o440)


def _poner(aparte: Path, datos: Path) -> None:
    if not datos.exists():
        aparte.rename(datos)
        return
    # La carpeta vacía puede ser un disco montado: se llena sin quitarla.
    for cosa in aparte.iterdir():
        cosa.rename(datos / cosa.name)
