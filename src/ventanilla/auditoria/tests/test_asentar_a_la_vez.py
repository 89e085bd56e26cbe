"""Dos transacciones abiertas que asientan sobre lo mismo."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from ventanilla.auditoria.consultas import revisar_libro
from ventanilla.auditoria.models import Asiento
from ventanilla.auditoria.servicios import asentar
from ventanilla.comun.actores import SISTEMA
from ventanilla.comun.reloj import ahora

OBJETO = "identidad:1b4e28ba"


def _leer(quien: str) -> None:
    with transaction.atomic():
        asentar(OBJETO, quien, actor=SISTEMA, ahora=ahora(), contenido={})


def _leer_y_salir(quien: str) -> None:
    try:
        _leer(quien)
    finally:
        connection.close()


def _alguien_espera() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from pg_locks where not granted"
            " and pid in (select pid from pg_stat_activity where datname = current_database())"
        )
        return bool(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("antes", [0, 1])
def test_quien_asienta_mientras_otro_no_ha_terminado_queda_despues(antes: int) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("En SQLite las transacciones de escritura hacen fila enteras.")
    for n in range(antes):
        _leer(f"leida_{n}")
    with ThreadPoolExecutor(1) as otro:
        with transaction.atomic():
            _leer("primera")
            segunda = otro.submit(_leer_y_salir, "segunda")
            while not segunda.done() and not _alguien_espera():
                pass
        segunda.result()
    hechos = list(Asiento.objects.filter(objeto=OBJETO).order_by("orden").values_list("hecho"))
    assert [h for (h,) in hechos][antes:] == ["primera", "segunda"]
    assert revisar_libro().alteraciones == []
