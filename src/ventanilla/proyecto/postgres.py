"""Las herramientas de PostgreSQL que respaldan y restauran."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import connection

from ventanilla.proyecto.formato_respaldo import RespaldoInvalido

_VARIABLES = {
    "HOST": "PGHOST",
    "PORT": "PGPORT",
    "USER": "PGUSER",
    "PASSWORD": "PGPASSWORD",
    "NAME": "PGDATABASE",
}


def correr(nombre: str, *argumentos: str) -> None:
    """Corre `pg_dump` o `pg_restore` contra la base configurada.

    La contraseña va por el entorno: en los argumentos la vería cualquiera en la máquina.

    Raises:
        RespaldoInvalido: si no hay una herramienta que sirva para ese servidor, o si falló.
    """
    ruta = _herramienta(nombre)
    hecho = subprocess.run(
        [ruta, *argumentos], env=_entorno(), capture_output=True, text=True, check=False
    )
    if hecho.returncode:
        raise RespaldoInvalido(f"{nombre} falló: {hecho.stderr.strip()[-600:]}")


def _entorno() -> dict[str, str]:
    configurado: dict[str, Any] = connection.settings_dict
    entorno = dict(os.environ)
    entorno |= {v: str(configurado[k]) for k, v in _VARIABLES.items() if configurado.get(k)}
    opciones = configurado.get("OPTIONS", {})
    entorno |= {f"PG{k.upper()}": str(v) for k, v in opciones.items() if k.startswith("ssl")}
    if opciones.get("host"):
        # Un servidor por enchufe local viene en las opciones de la dirección.
        entorno["PGHOST"] = str(opciones["host"])
    return entorno


def _servidor() -> int:
    with connection.cursor() as cursor:
        cursor.execute("show server_version_num")
        return int(cursor.fetchone()[0]) // 10000


def _herramienta(nombre: str) -> str:
    servidor = _servidor()
    vistas = {ruta: _version(ruta) for ruta in _candidatas(nombre)}
    sirven = {ruta: v for ruta, v in vistas.items() if v >= servidor}
    if sirven:
        return min(sirven, key=lambda ruta: sirven[ruta])
    if vistas:
        raise RespaldoInvalido(
            f"El {nombre} de esta máquina es de PostgreSQL {max(vistas.values())} y el servidor es "
            f"{servidor}. Instale postgresql-client-{servidor}."
        )
    raise RespaldoInvalido(
        f"Falta {nombre}, que viene con PostgreSQL. En Debian o Ubuntu: "
        f"apt install postgresql-client-{servidor} (o postgresql-client)."
    )


def _candidatas(nombre: str) -> Iterator[str]:
    for carpeta in os.get_exec_path():
        ruta = shutil.which(nombre, path=carpeta)
        if ruta:
            yield ruta
    yield from (str(r) for r in Path("/usr/lib/postgresql").glob(f"*/bin/{nombre}"))


def _version(ruta: str) -> int:
    dicho = subprocess.run([ruta, "--version"], capture_output=True, text=True, check=False).stdout
    numero = re.search(r"(\d+)", dicho)
    return int(numero[1]) if numero else 0
