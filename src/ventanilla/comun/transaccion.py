"""La única puerta para escribir: transacciones cortas y nada lento adentro.

SQLite admite un escritor a la vez y los que esperan duermen a saltos; dentro de un proceso los
ordenamos con un candado, de modo que nadie duerme de más. PostgreSQL ordena por filas y no lo
necesita.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

_candado = threading.RLock()
_nivel = threading.local()


def en_escritura() -> bool:
    """Si este hilo está dentro de una `escritura()`."""
    return getattr(_nivel, "n", 0) > 0


@contextmanager
def escritura(*, punto: bool = False) -> Iterator[None]:
    """Abre una transacción de escritura, o sigue en la que ya está abierta.

    Con `punto`, la interior es un punto de guardado: si falla, lo de afuera puede seguir.
    """
    es_sqlite = connection.vendor == "sqlite"
    if es_sqlite:
        _candado.acquire()
    _nivel.n = getattr(_nivel, "n", 0) + 1
    try:
        with transaction.atomic(savepoint=punto):
            yield
    finally:
        _nivel.n -= 1
        if es_sqlite:
            _candado.release()


def exigir_fuera_de_escritura(que: str) -> None:
    """Falla si se intenta algo lento (correo, PDF, red) con la base tomada.

    Raises:
        RuntimeError: si este hilo está dentro de una `escritura()`.
    """
    if en_escritura():
        raise RuntimeError(f"No se puede {que} dentro de una transacción de escritura.")
