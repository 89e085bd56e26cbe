"""Los bytes guardados y su revisión; no se escribe nunca."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from ventanilla.archivo.models import Guardado
from ventanilla.archivo.reglas.imagenes import IMAGENES
from ventanilla.archivo.reglas.ocultos import TEXTOS, NoSeLimpia, limpiar
from ventanilla.auditoria.reglas.alteracion import Alteracion
from ventanilla.comun.almacen import Almacen, AlmacenNoDisponible, almacen_de
from ventanilla.comun.aparte import NoTermino, correr_aparte
from ventanilla.comun.transaccion import exigir_fuera_de_escritura

_TROZO = 1024 * 1024


def almacen() -> Almacen:
    """Donde están los bytes, cada archivo bajo su SHA-256: la carpeta o el cubo."""
    return almacen_de(Path(settings.VENTANILLA_DATOS), settings.VENTANILLA_ALMACEN)


def abrir(sha256: str) -> BinaryIO:
    """Los bytes de lo guardado, desde el comienzo; quien abre cierra.

    Raises:
        FileNotFoundError: si no están (lo dice `./ventanilla verificar`).
        OSError: si no se pueden leer.
    """
    return almacen().abrir(sha256)


def existe(sha256: str) -> bool:
    """Si están los bytes de esa huella, con fila o sin ella."""
    return almacen().existe(sha256)


def listar() -> Iterator[str]:
    """Las huellas de todo lo guardado, en cualquier orden."""
    return almacen().listar()


def copia_limpia(guardado: Guardado, extension: str) -> bytes:
    """Lo guardado, sin lo que puede decir quién lo hizo, dónde o con qué; el original no cambia.

    Un archivo ajeno puede inflarse o tumbar a quien lo abre: se limpia en otro proceso. Una imagen
    no, porque no hay que abrirla.

    Raises:
        FileNotFoundError: si los bytes no están.
        NoSeLimpia: si no se puede limpiar con seguridad.
    """
    exigir_fuera_de_escritura("limpiar un archivo")
    with abrir(guardado.sha256) as archivo:
        datos = archivo.read()
    if extension in TEXTOS | IMAGENES:
        return limpiar(datos, extension)
    try:
        return correr_aparte(limpiar, datos, extension)
    except NoTermino as error:
        raise NoSeLimpia("El archivo es demasiado grande o complicado para limpiarlo.") from error
    except ValueError as error:
        raise NoSeLimpia(str(error)) from error


def revisar_archivos(*, avance: Callable[[int], None] = lambda _: None) -> Iterator[Alteracion]:
    """Vuelve a sumar cada archivo guardado y dice cuál falta o cambió.

    La fila se escribe después del archivo, así que toda fila que se ve ya tiene sus bytes.

    Args:
        avance: recibe cuántos archivos van.
    """
    filas = Guardado.objects.order_by("pk").values_list("pk", "sha256", "tamano")
    for cuantos, (pk, sha256, tamano) in enumerate(filas.iterator(chunk_size=2000), start=1):
        donde = f"{almacen().donde(sha256)} (archivo.Guardado {pk})"
        try:
            que = _que_tiene(sha256, tamano)
        except AlmacenNoDisponible as error:
            # Insistir con cada archivo serían horas; lo que falta por mirar se dice.
            que = f"{error.strerror}: desde este archivo no se revisó ninguno."
            yield Alteracion("el almacén de archivos", donde, que)
            return
        if que:
            yield Alteracion(f"archivo {sha256}", donde, que)
        if cuantos % 1000 == 0:
            avance(cuantos)


def _que_tiene(sha256: str, tamano: int) -> str:
    try:
        huella, medido = _sumar(sha256)
    except AlmacenNoDisponible:
        raise
    except FileNotFoundError:
        return "Falta el archivo."
    except OSError as error:
        return f"No se puede leer el archivo: {error.strerror}."
    if huella != sha256:
        return f"Sus bytes cambiaron: ahora su SHA-256 es {huella}."
    if medido != tamano:
        return f"Mide {medido} bytes y la fila dice {tamano}."
    return ""


def _sumar(sha256: str) -> tuple[str, int]:
    """(SHA-256 en hexadecimal, bytes) de lo que hay hoy bajo esa huella, leído por trozos."""
    suma = hashlib.sha256()
    medido = 0
    with abrir(sha256) as archivo:
        while trozo := archivo.read(_TROZO):
            suma.update(trozo)
            medido += len(trozo)
    return suma.hexdigest(), medido
