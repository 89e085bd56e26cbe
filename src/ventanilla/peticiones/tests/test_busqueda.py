"""Buscar por palabras: lo mismo en las dos bases, y siempre al día."""

import pytest
from django.db import connection

from ventanilla.comun.indice_texto import asegurar_indice
from ventanilla.peticiones.consultas.busqueda import con_palabras
from ventanilla.peticiones.models import Peticion
from ventanilla.peticiones.reglas.busqueda import fichas

pytestmark = pytest.mark.django_db


def numeros(palabras: str) -> list[str]:
    filas = con_palabras(Peticion.objects.all(), palabras)
    return sorted(filas.values_list("radicado__impreso", flat=True))


@pytest.mark.parametrize(
    "palabras",
    [
        "hueco",
        "HUECOS",
        "carrera quinta",
        "quinta de la carrera",
        "reparación arreglen hueco",
        "«hueco»",
        "hueco AND carrera",
        "hueco NOT carrera",
        'hueco" OR "x',
        "hue",
        "hueco* -carrera",
        "hueco & !carrera | :*",
        "busqueda:hueco",
        "Ana Prueba",
        "'); DROP TABLE",
        "¿?",
        "ñandú",
        "0" * 200,
    ],
)
def test_el_indice_da_lo_mismo_que_comparar_palabra_por_palabra(palabras: str, peticion) -> None:
    p = peticion()
    buscadas = set(fichas(palabras).split())
    esperada = bool(buscadas) and buscadas <= set(p.busqueda.split())
    assert numeros(palabras) == ([p.radicado.impreso] if esperada else [])


def test_el_numero_impreso_se_halla_por_partes(peticion) -> None:
    p = peticion()
    assert numeros(p.radicado.impreso) == [p.radicado.impreso]


def test_lo_que_cambia_se_halla_por_lo_nuevo_y_no_por_lo_viejo(peticion) -> None:
    p = peticion()
    Peticion.objects.filter(pk=p.pk).update(busqueda=fichas("alumbrado apagado"))
    assert numeros("alumbrado") == [p.radicado.impreso]
    assert numeros("hueco") == []


def test_lo_que_entra_en_bloque_tambien_se_halla(peticion) -> None:
    p = peticion()
    Peticion.objects.filter(pk=p.pk).update(busqueda="")
    assert numeros("hueco") == []
    p.busqueda = fichas("poda de un samán")
    Peticion.objects.bulk_update([p], ["busqueda"])
    assert numeros("podas") == [p.radicado.impreso]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="solo SQLite bota los disparadores")
def test_si_una_migracion_bota_los_disparadores_el_indice_se_rehace(peticion) -> None:
    p = peticion()
    with connection.cursor() as cursor:
        cursor.execute('DROP TRIGGER "peticiones_peticion_busqueda_indice_cambio"')
    Peticion.objects.filter(pk=p.pk).update(busqueda=fichas("acueducto"))
    assert numeros("acueducto") == []
    asegurar_indice(Peticion, "busqueda")
    assert numeros("acueducto") == [p.radicado.impreso]
    assert numeros("hueco") == []
