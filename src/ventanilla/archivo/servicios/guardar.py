"""Recibir bytes y guardarlos bajo su huella."""

import hashlib
import os
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from ventanilla.archivo.consultas import almacen
from ventanilla.archivo.models import Guardado
from ventanilla.archivo.reglas import TIPOS, extension, motivo_de_rechazo, nombre_limpio
from ventanilla.archivo.servicios.antivirus import motivo_del_antivirus
from ventanilla.comun.errores import DatosInvalidos, Falta
from ventanilla.comun.transaccion import exigir_fuera_de_escritura


@dataclass(frozen=True)
class Recibido:
    """Un archivo que ya está en el almacén, sin fila todavía."""

    nombre: str
    extension: str
    tipo_mime: str
    sha256: str
    tamano: int


def recibir(nombre: str, trozos: Iterable[bytes], *, campo: str = "anexos") -> Recibido:
    """Escribe, revisa y deja en firme un archivo, fuera de toda transacción.

    Primero a `entrante/`, con su huella y asegurado en el disco; luego se revisa y se pone en el
    almacén. Si el trámite no termina, el barrido diario quita lo que no tenga fila.

    Raises:
        DatosInvalidos: si está vacío, no es de un tipo admitido, no es lo que dice ser o el
            antivirus no lo deja pasar.
        OSError: si el disco o el almacén no lo admiten; no quedó recibido.
    """
    exigir_fuera_de_escritura("guardar un archivo")
    limpio = nombre_limpio(nombre)
    entrante = Path(settings.VENTANILLA_DATOS) / "entrante" / secrets.token_hex(16)
    entrante.parent.mkdir(parents=True, exist_ok=True)
    try:
        sha256, tamano, comienzo = _escribir(entrante, trozos)
        motivo = motivo_de_rechazo(limpio, comienzo, tamano) or motivo_del_antivirus(
            entrante, limpio
        )
        if motivo:
            raise DatosInvalidos([Falta(campo, motivo)])
        almacen().poner(entrante, sha256)
    finally:
        entrante.unlink(missing_ok=True)
    ext = extension(limpio)
    return Recibido(limpio, ext, TIPOS[ext][0], sha256, tamano)


def guardar_bytes(datos: bytes, nombre: str, *, ahora: datetime) -> Guardado:
    """Guarda un documento hecho por el programa y registra su fila."""
    return registrar(recibir(nombre, [datos]), ahora=ahora)


def registrar(recibido: Recibido, *, ahora: datetime) -> Guardado:
    """La fila de un archivo recibido; si los mismos bytes ya estaban, la que había."""
    return Guardado.objects.get_or_create(
        sha256=recibido.sha256,
        defaults={
            "tamano": recibido.tamano,
            "tipo_mime": recibido.tipo_mime,
            "guardado_en": ahora,
        },
    )[0]


def registrar_varios(recibidos: Sequence[Recibido], *, ahora: datetime) -> list[Guardado]:
    """Las filas de varios, en el orden en que vienen.

    Se escriben por su huella: dos personas que adjuntan a la vez los mismos archivos, en distinto
    orden, no quedan esperándose la una a la otra.
    """
    filas = {r.sha256: registrar(r, ahora=ahora) for r in sorted(recibidos, key=lambda r: r.sha256)}
    return [filas[r.sha256] for r in recibidos]


def _escribir(destino: Path, trozos: Iterable[bytes]) -> tuple[str, int, bytes]:
    suma = hashlib.sha256()
    tamano = 0
    comienzo = b""
    with destino.open("xb") as salida:
        for trozo in trozos:
            if len(comienzo) < 64:
                comienzo += trozo[: 64 - len(comienzo)]
            suma.update(trozo)
            tamano += len(trozo)
            salida.write(trozo)
        salida.flush()
        os.fsync(salida.fileno())
    return suma.hexdigest(), tamano, comienzo
