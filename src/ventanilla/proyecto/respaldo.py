"""Guardar todo en un solo archivo, mientras se atiende."""

import hashlib
import io
import json
import os
import sqlite3
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import connection

from ventanilla.archivo.consultas import abrir, listar
from ventanilla.auditoria.servicios.sellar import sellos_quietos
from ventanilla.comun.reloj import en_bogota
from ventanilla.proyecto import postgres
from ventanilla.proyecto.formato_respaldo import (
    BASE_POSTGRES,
    BASE_SQLITE,
    MANIFIESTO,
    SECRETO,
    SUELTOS,
    Entrada,
    Manifiesto,
    RespaldoInvalido,
    nombre_admitido,
)

_COMPRESION = 3


def respaldar(
    destino: Path | None, *, ahora: datetime, avance: Callable[[int], None] = lambda _: None
) -> Path:
    """Escribe el respaldo y dice dónde quedó.

    Primero la base (una foto, con los sellos quietos) y después los archivos, que solo se agregan:
    toda fila de la foto tiene sus bytes. Se escribe aparte y se pone en su sitio al terminar, así
    que un respaldo con su nombre siempre está entero. Solo su dueño lo puede leer: lleva la llave.

    Args:
        destino: archivo o carpeta; si no se dice, `respaldos/` en la carpeta de datos.
        avance: recibe cuántos archivos van.

    Raises:
        RespaldoInvalido: si ya existe o no se puede copiar la base.
        OSError: si el disco o el almacén no lo admiten; no queda nada a medias.
    """
    ruta = _ruta(destino, ahora)
    if ruta.exists():
        raise RespaldoInvalido(f"Ya existe {ruta}. Escoja otro nombre.")
    ruta.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".respaldo-", dir=ruta.parent) as aparte:
        parcial = Path(aparte) / "respaldo"
        with _nuevo(parcial) as crudo:
            with tarfile.open(fileobj=crudo, mode="w:gz", compresslevel=_COMPRESION) as tar:
                _llenar(_Escritor(tar, ahora), Path(aparte), avance)
            crudo.flush()
            os.fsync(crudo.fileno())
        try:
            # `link` no pisa: si alguien creó ese nombre entre tanto, lo suyo queda.
            os.link(parcial, ruta)
        except FileExistsError as error:
            raise RespaldoInvalido(f"Ya existe {ruta}. Escoja otro nombre.") from error
    return ruta


def _ruta(destino: Path | None, ahora: datetime) -> Path:
    nombre = f"ventanilla-{en_bogota(ahora):%Y%m%d-%H%M%S}.tar.gz"
    if destino is None:
        return Path(settings.VENTANILLA_DATOS) / "respaldos" / nombre
    return destino / nombre if destino.is_dir() else destino


@contextmanager
def _nuevo(ruta: Path) -> Iterator[IO[bytes]]:
    with os.fdopen(os.open(ruta, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as archivo:
        yield archivo


class _Escritor:
    """Agrega entradas al respaldo y lleva su manifiesto."""

    def __init__(self, tar: tarfile.TarFile, ahora: datetime) -> None:
        self._tar = tar
        self._momento = en_bogota(ahora)
        self.entradas: dict[str, Entrada] = {}

    def archivo(self, nombre: str, abrir_archivo: Callable[[], IO[bytes]]) -> None:
        """Agrega un archivo; si ya no está, no es de esta foto."""
        try:
            crudo = abrir_archivo()
        except FileNotFoundError:
            return
        with crudo:
            tamano = crudo.seek(0, os.SEEK_END)
            crudo.seek(0)
            self._agregar(nombre, crudo, tamano)

    def contenido(self, nombre: str, datos: bytes) -> None:
        """Agrega una entrada que está en memoria."""
        self._agregar(nombre, io.BytesIO(datos), len(datos))

    def manifiesto(self, motor: str) -> None:
        """Cierra el respaldo con la huella de cada entrada."""
        manifiesto = Manifiesto(self._momento.isoformat(timespec="seconds"), motor, self.entradas)
        self.contenido(MANIFIESTO, json.dumps(manifiesto.a_json(), indent=1).encode())

    def _agregar(self, nombre: str, crudo: IO[bytes], tamano: int) -> None:
        miembro = tarfile.TarInfo(nombre)
        miembro.size, miembro.mode = tamano, 0o600
        miembro.mtime = int(self._momento.timestamp())
        sumado = _Sumado(crudo)
        self._tar.addfile(miembro, sumado)
        self.entradas[nombre] = Entrada(sumado.suma.hexdigest(), tamano)


class _Sumado(io.RawIOBase):
    """Lee de otro y suma lo que pasa."""

    def __init__(self, crudo: IO[bytes]) -> None:
        self._crudo = crudo
        self.suma = hashlib.sha256()

    def read(self, cantidad: int = -1) -> bytes:
        trozo = self._crudo.read(cantidad)
        self.suma.update(trozo)
        return trozo


def _llenar(escritor: _Escritor, aparte: Path, avance: Callable[[int], None]) -> None:
    datos = Path(settings.VENTANILLA_DATOS)
    base = aparte / "base"
    with sellos_quietos():
        nombre_base = _copiar_base(base)
        sueltos = {n: _leer(datos / n) for n in SUELTOS}
    escritor.archivo(nombre_base, lambda: base.open("rb"))
    base.unlink()
    escritor.contenido(SECRETO, settings.VENTANILLA_SECRETO.encode())
    for nombre, contenido in sueltos.items():
        if contenido is not None:
            escritor.contenido(nombre, contenido)
    for van, sha256 in enumerate(listar(), start=1):
        nombre = f"archivos/{sha256[:2]}/{sha256[2:4]}/{sha256}"
        if nombre_admitido(nombre):
            escritor.archivo(nombre, partial(abrir, sha256))
        avance(van)
    escritor.manifiesto(connection.vendor)


def _leer(ruta: Path) -> bytes | None:
    try:
        return ruta.read_bytes()
    except FileNotFoundError:
        return None


def _copiar_base(destino: Path) -> str:
    if connection.vendor == "postgresql":
        postgres.correr("pg_dump", "-Fc", "--no-owner", "--no-privileges", f"--file={destino}")
        return BASE_POSTGRES
    origen = str(connection.settings_dict["NAME"])
    with closing(sqlite3.connect(origen)) as viva, closing(sqlite3.connect(destino)) as copia:
        # De una sola vez: con WAL, quien escribe no espera a esta lectura.
        viva.backup(copia, pages=-1)
    return BASE_SQLITE
