"""La única puerta para escribir: transacciones cortas y nada lento adentro.

SQLite admite un escritor a la vez, y los que esperan duermen a saltos de hasta 100 ms. Aquí hacen
fila ante un candado del sistema, entre hilos y entre procesos, con pausas de 2 ms a lo sumo; si un
proceso muere, su candado se suelta solo. PostgreSQL ordena por filas y no lo necesita.
"""

import fcntl
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, OperationalError, connection, transaction

# Llave repetida, fila que otro borró, abrazo mortal, turno que no llegó: PostgreSQL y SQLite.
_CHOQUES = {
    *("23505", "23503", "23P01", "40001", "40P01", "55P03"),
    *("SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY", "SQLITE_CONSTRAINT_FOREIGNKEY"),
}
_entre_hilos = threading.RLock()
_nivel = threading.local()
_filas: dict[int, int] = {}


def en_escritura() -> bool:
    """Si este hilo está dentro de una `escritura()`."""
    return getattr(_nivel, "n", 0) > 0


@contextmanager
def escritura(*, punto: bool = False) -> Iterator[None]:
    """Abre una transacción de escritura, o sigue en la que ya está abierta.

    Con `punto`, la interior es un punto de guardado: si falla, lo de afuera puede seguir.
    """
    if en_escritura():
        with transaction.atomic(savepoint=punto):
            yield
        return
    with _turno():
        _nivel.n = 1
        try:
            with transaction.atomic():
                yield
        finally:
            _nivel.n = 0


@contextmanager
def _turno() -> Iterator[None]:
    if connection.vendor != "sqlite":
        yield
        return
    with _entre_hilos:
        fila = _abrir_fila()
        _hacer_fila(fila)
        try:
            yield
        finally:
            fcntl.flock(fila, fcntl.LOCK_UN)


def _hacer_fila(fila: int) -> None:
    """Espera el turno entre procesos, a lo sumo lo que se esperaría a la base.

    Raises:
        OperationalError: si el turno no llega; la persona lee que no se recibió.
    """
    limite = time.monotonic() + float(settings.VENTANILLA_ESPERA)
    pausa = 0.0002
    while True:
        try:
            fcntl.flock(fila, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > limite:
                raise OperationalError("la base está ocupada") from None
            time.sleep(pausa)
            pausa = min(pausa * 2, 0.002)
        else:
            return


def _abrir_fila() -> int:
    """El archivo del candado, abierto una vez por proceso (no sirve heredado al bifurcar)."""
    proceso = os.getpid()
    if proceso not in _filas:
        ruta = Path(settings.VENTANILLA_DATOS) / ".escritura"
        _filas[proceso] = os.open(ruta, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    return _filas[proceso]


def hacer_fila(cual: str) -> None:
    """Dentro de una `escritura()`: los demás que hagan la misma fila esperan a que esta termine.

    Es para lo que se decide mirando varias filas, o filas que todavía no existen, donde una
    actualización condicional no alcanza. Va antes de tocar cualquier fila, y lo que decide se lee
    después: así nadie se cruza con otro ni decide con lo que ya cambió. En SQLite la escritura entera
    es una fila y no hace falta otra.

    Raises:
        RuntimeError: si no hay una `escritura()` abierta: la fila se soltaría enseguida.
    """
    if not en_escritura():
        raise RuntimeError("La fila dura lo que dure la escritura: ábrala primero.")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [cual])


@contextmanager
def uno_a_la_vez(cual: str) -> Iterator[None]:
    """Un trabajo de muchas escrituras que dos procesos no pueden llevar a la vez: el segundo espera.

    Va por fuera de toda `escritura()`; si el proceso muere, se suelta solo.
    """
    exigir_fuera_de_escritura("esperar un trabajo largo")
    if connection.vendor == "sqlite":
        with (Path(settings.VENTANILLA_DATOS) / f".{cual}").open("w") as archivo:
            fcntl.flock(archivo, fcntl.LOCK_EX)
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_lock(hashtextextended(%s, 1))", [cual])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_unlock(hashtextextended(%s, 1))", [cual])


def es_un_choque(error: BaseException) -> bool:
    """Si la base deshizo la escritura porque otra tocó lo mismo en ese instante: repetirla sirve.

    Los verbos lo dicen a su manera; esto es para lo que ninguno previó.
    """
    causa = error.__cause__
    dichos = {getattr(causa, "sqlstate", None), getattr(causa, "sqlite_errorname", None)}
    return isinstance(error, DatabaseError) and not _CHOQUES.isdisjoint(dichos)


def exigir_fuera_de_escritura(que: str) -> None:
    """Falla si se intenta algo lento (correo, PDF, red) con la base tomada.

    Raises:
        RuntimeError: si este hilo está dentro de una `escritura()`.
    """
    if en_escritura():
        raise RuntimeError(f"No se puede {que} dentro de una transacción de escritura.")


def afinar_indices() -> None:
    """Cuenta de nuevo las tablas para que la base escoja bien sus índices (ANALYZE).

    Hace falta en SQLite después de traer muchas filas; en PostgreSQL no estorba.
    """
    exigir_fuera_de_escritura("afinar los índices")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
