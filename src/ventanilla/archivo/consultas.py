"""Lecturas del archivo; no escriben nunca."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings

from ventanilla.archivo.models import Guardado
from ventanilla.archivo.reglas.imagenes import sin_metadatos
from ventanilla.auditoria.reglas.alteracion import Alteracion

_TROZO = 1024 * 1024


def carpeta_de_archivos() -> Path:
    """Donde están los bytes, cada archivo bajo su SHA-256."""
    return Path(settings.VENTANILLA_DATOS) / "archivos"


def ruta_de(sha256: str) -> Path:
    """Dónde vive el archivo de esa huella."""
    return carpeta_de_archivos() / sha256[:2] / sha256[2:4] / sha256


def imagen_sin_metadatos(guardado: Guardado, extension: str) -> bytes:
    """La imagen guardada, sin lo que puede decir quién la hizo o dónde; el original no cambia.

    Raises:
        FileNotFoundError: si los bytes no están.
        ImagenIlegible: si no se puede limpiar con seguridad.
    """
    return sin_metadatos(ruta_de(guardado.sha256).read_bytes(), extension)


def sha256_de(ruta: Path) -> str:
    """SHA-256 (hexadecimal) de un archivo, leído por trozos.

    Raises:
        OSError: si no se puede leer.
    """
    suma = hashlib.sha256()
    with ruta.open("rb") as archivo:
        while trozo := archivo.read(_TROZO):
            suma.update(trozo)
    return suma.hexdigest()


def revisar_archivos(*, avance: Callable[[int], None] = lambda _: None) -> Iterator[Alteracion]:
    """Vuelve a sumar cada archivo guardado y dice cuál falta o cambió.

    La fila se escribe después del archivo, así que toda fila que se ve ya tiene sus bytes.

    Args:
        avance: recibe cuántos archivos van.
    """
    filas = Guardado.objects.order_by("pk").values_list("pk", "sha256", "tamano")
    for cuantos, (pk, sha256, tamano) in enumerate(filas.iterator(chunk_size=2000), start=1):
        que = _que_tiene(ruta_de(sha256), sha256, tamano)
        if que:
            ruta = ruta_de(sha256).relative_to(carpeta_de_archivos().parent)
            yield Alteracion(f"archivo {sha256}", f"{ruta} (archivo.Guardado {pk})", que)
        if cuantos % 1000 == 0:
            avance(cuantos)


def _que_tiene(ruta: Path, sha256: str, tamano: int) -> str:
    try:
        medido = ruta.stat().st_size
        huella = sha256_de(ruta)
    except FileNotFoundError:
        return "Falta el archivo."
    except OSError as error:
        return f"No se puede leer el archivo: {error.strerror}."
    if huella != sha256:
        return f"Sus bytes cambiaron: ahora su SHA-256 es {huella}."
    if medido != tamano:
        return f"Mide {medido} bytes y la fila dice {tamano}."
    return ""
