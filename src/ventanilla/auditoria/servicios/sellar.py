"""Sellar: fijar lo asentado con un árbol, una cadena y una firma."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import BinaryIO

from django.db import IntegrityError

from ventanilla.auditoria.consultas.sellos import (
    USO_DE_LLAVE,
    encabezado,
    linea_de,
    ruta_de_intencion,
    ruta_de_sellos,
)
from ventanilla.auditoria.models import Asiento, HojaSello, Sello
from ventanilla.auditoria.reglas import merkle
from ventanilla.auditoria.reglas.sellado import (
    LineaDeSello,
    Sellado,
    buscar_lineas,
    firmar,
    huella_de_sello,
)
from ventanilla.comun.cifrado import llave
from ventanilla.comun.reloj import en_bogota
from ventanilla.comun.transaccion import escritura, exigir_fuera_de_escritura

# Un sello no toma la base más de un instante: lo que sobre va en el siguiente.
MAXIMO = 5000
_INTENTOS = 5
_COLA = 4096


def sellar(*, ahora: datetime) -> Sello | None:
    """Sella los asientos visibles que no tienen hoja; `None` si no hay ninguno.

    Lo que otra transacción todavía no ha confirmado queda para el sello siguiente. La línea se
    agrega a `sellos.txt` después de confirmar; si hubo un apagón en medio, la completa la próxima
    vez. Dos procesos pueden sellar a la vez: el número y la hoja son únicos, y el que pierde lee
    de nuevo.

    Raises:
        OSError: si la carpeta de datos no admite escribir; entonces no se sella.
    """
    exigir_fuera_de_escritura("sellar")
    with _archivo_de_sellos() as archivo:
        _completar(archivo)
        for _ in range(_INTENTOS):
            sello, hojas = _preparar(ahora)
            if not hojas:
                return None
            _declarar(linea_de(sello))
            try:
                _escribir(sello, hojas)
            except IntegrityError:
                # Otra máquina selló primero con la misma base.
                continue
            _completar(archivo)
            return sello
    return None


def _preparar(ahora: datetime) -> tuple[Sello, list[tuple[int, str]]]:
    previo = Sello.objects.order_by("-numero").first()
    hojas = list(
        Asiento.objects.filter(hoja__isnull=True).order_by("pk").values_list("pk", "hash")[:MAXIMO]
    )
    sellado = Sellado(
        numero=previo.numero + 1 if previo else 1,
        momento=en_bogota(ahora).isoformat(timespec="microseconds"),
        cantidad=len(hojas),
        raiz=merkle.raiz(hash_.encode() for _, hash_ in hojas).hex(),
        previo=previo.hash if previo else "",
    )
    hash_ = huella_de_sello(sellado)
    sello = Sello(
        numero=sellado.numero,
        momento=ahora,
        cantidad=sellado.cantidad,
        raiz=sellado.raiz,
        previo=sellado.previo,
        hash=hash_,
        firma=firmar(llave(USO_DE_LLAVE), hash_),
    )
    return sello, hojas


def _escribir(sello: Sello, hojas: list[tuple[int, str]]) -> None:
    with escritura():
        sello.save(force_insert=True)
        HojaSello.objects.bulk_create(
            (
                HojaSello(sello=sello, posicion=i, asiento_id=pk, asiento_hash=hash_)
                for i, (pk, hash_) in enumerate(hojas)
            ),
            batch_size=500,
        )


@contextmanager
def sellos_quietos() -> Iterator[None]:
    """Mientras dure, nadie sella: la tabla y `sellos.txt` dicen lo mismo (para un respaldo)."""
    with _archivo_de_sellos():
        yield


@contextmanager
def _archivo_de_sellos() -> Iterator[BinaryIO]:
    """`sellos.txt` abierto para agregar y tomado por este proceso."""
    ruta = ruta_de_sellos()
    ruta.parent.mkdir(parents=True, exist_ok=True)
    with ruta.open("a+b") as archivo:
        fcntl.flock(archivo, fcntl.LOCK_EX)
        if archivo.seek(0, os.SEEK_END) == 0:
            _agregar(archivo, encabezado())
            _asegurar_carpeta()
        yield archivo


def _completar(archivo: BinaryIO) -> None:
    """Agrega las líneas que falten después de la última; borra la intención ya cumplida."""
    largo = archivo.seek(0, os.SEEK_END)
    archivo.seek(max(0, largo - _COLA))
    cola = archivo.read().decode(errors="replace")
    ultimo = max((linea.sellado.numero for linea in buscar_lineas(cola)), default=0)
    faltan = [linea_de(s).texto() for s in Sello.objects.filter(numero__gt=ultimo)]
    if faltan:
        # Un apagón pudo dejar un renglón a medias: se cierra y se escribe entero debajo.
        comienzo = "" if cola.endswith("\n") else "\n"
        _agregar(archivo, comienzo + "\n".join(faltan))
    ruta_de_intencion().unlink(missing_ok=True)


def _agregar(archivo: BinaryIO, texto: str) -> None:
    archivo.write(texto.encode() + b"\n")
    archivo.flush()
    os.fsync(archivo.fileno())


def _declarar(linea: LineaDeSello) -> None:
    """Escribe, antes de confirmar, qué línea se va a agregar a `sellos.txt`."""
    ruta = ruta_de_intencion()
    nueva = ruta.with_name(ruta.name + ".nueva")
    with nueva.open("wb") as archivo:
        _agregar(archivo, linea.texto())
    nueva.rename(ruta)
    _asegurar_carpeta()


def _asegurar_carpeta() -> None:
    carpeta = os.open(ruta_de_sellos().parent, os.O_RDONLY)
    try:
        os.fsync(carpeta)
    finally:
        os.close(carpeta)
