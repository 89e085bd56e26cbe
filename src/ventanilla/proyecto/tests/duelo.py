"""Dos transacciones que chocan, siempre en el mismo orden y sin dormir."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager

from django.db import connection

from ventanilla.comun.transaccion import escritura

Acto = Callable[[], object]
Falla = BaseException | None


def a_la_vez(primero: Acto, segundo: Acto) -> Falla:
    """Lo que le falló al segundo, que empezó cuando el primero ya escribió y no ha confirmado.

    En SQLite las escrituras hacen fila enteras: el segundo empieza apenas termina el primero.
    """
    if connection.vendor == "sqlite":
        primero()
        return _lo_que_falla(segundo)
    return cruzarse(primero, segundo, lambda: None)


def cruzarse(primero: Acto, segundo: Acto, despues: Acto) -> Falla:
    """Lo mismo en PostgreSQL; mientras el segundo espera, la primera transacción hace algo más.

    Si lo que hace espera al segundo, es un abrazo mortal: la base mata a uno de los dos.
    """
    with ThreadPoolExecutor(1) as hilo:
        with escritura():
            primero()
            segunda = hilo.submit(_y_salir, segundo)
            while not segunda.done() and not _alguien_espera():
                pass
            despues()
        return segunda.result()


def lo_espera(lo_de_otro: AbstractContextManager[None], acto: Acto) -> bool:
    """Si, en PostgreSQL, el acto espera a que otro suelte lo suyo; después debe terminar bien."""
    with ThreadPoolExecutor(1) as hilo:
        with lo_de_otro:
            pedido = hilo.submit(_y_salir, acto)
            while not pedido.done() and not _alguien_espera():
                pass
            espero = not pedido.done()
        assert pedido.result() is None
    return espero


def _alguien_espera() -> bool:
    """Si una transacción de esta base espera lo que otra tiene tomado."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from pg_locks where not granted"
            " and pid in (select pid from pg_stat_activity where datname = current_database())"
        )
        return bool(cursor.fetchone()[0])


def _lo_que_falla(acto: Acto) -> Falla:
    try:
        acto()
    except Exception as error:
        return error
    return None


def _y_salir(acto: Acto) -> Falla:
    try:
        return _lo_que_falla(acto)
    finally:
        connection.close()
