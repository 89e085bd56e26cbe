"""Filtrar y ordenar la bandeja."""

import re

import pytest

from ventanilla.bandeja.tests.paginas import BANDEJA, hoja
from ventanilla.peticiones.models import Estado, Peticion

pytestmark = pytest.mark.django_db


def test_cada_columna_ordena_en_los_dos_sentidos_y_lo_dice(peticion, beto, diego, entrar) -> None:
    una = peticion(asunto="Caso uno")
    otra = peticion(asunto="Caso dos")
    Peticion.objects.filter(pk=una.pk).update(responsable=diego, estado=Estado.PROYECTADA)
    Peticion.objects.filter(pk=otra.pk).update(responsable=beto, estado=Estado.ASIGNADA)
    navegador = entrar(beto)
    for orden, esperado in (
        ("radicado", ["uno", "dos"]),
        ("-radicado", ["dos", "uno"]),
        ("responsable", ["dos", "uno"]),
        ("-estado", ["uno", "dos"]),
    ):
        pagina = hoja(navegador, vista="dependencia", orden=orden)
        assert re.findall(r"Caso (uno|dos)", pagina) == esperado, orden
        sentido = "descending" if orden.startswith("-") else "ascending"
        assert pagina.count(f'aria-sort="{sentido}"') == 1
    assert "aria-sort" in hoja(navegador, vista="dependencia", orden="clave_huella")


def test_se_filtra_por_responsable_y_lo_que_nadie_tiene(peticion, beto, diego, entrar) -> None:
    peticion(asunto="Libre")
    suya = peticion(asunto="De Diego")
    Peticion.objects.filter(pk=suya.pk).update(responsable=diego)
    navegador = entrar(beto)
    de_diego = hoja(navegador, vista="dependencia", responsable=str(diego.pk))
    assert "De Diego" in de_diego
    assert ">Libre<" not in de_diego
    libres = hoja(navegador, vista="dependencia", responsable="0")
    assert ">Libre<" in libres
    assert ">De Diego<" not in libres


def test_quien_ve_todo_filtra_por_dependencia_y_despues_por_su_gente(
    peticion, dependencias, carla, beto, atencion, entrar
) -> None:
    peticion(asunto="De obras")
    peticion(asunto="De hacienda", dependencia=dependencias.hacienda)
    navegador = entrar(atencion)
    todas = hoja(navegador, vista="todas")
    assert 'name="dependencia"' in todas
    assert 'name="responsable"' not in todas
    hacienda = hoja(navegador, vista="todas", dependencia=str(dependencias.hacienda.pk))
    assert "De hacienda" in hacienda
    assert "De obras" not in hacienda
    assert carla.nombre in hacienda
    assert beto.nombre not in hacienda
    for rara in ("x", "-1", "999999999999999999999", "²"):
        assert "De obras" in hoja(navegador, vista="todas", dependencia=rara, responsable=rara)


def test_una_dependencia_ajena_en_la_direccion_no_filtra_ni_nombra_a_nadie(
    peticion, dependencias, carla, beto, entrar
) -> None:
    peticion()
    pagina = hoja(entrar(beto), vista="traslados", dependencia=str(dependencias.hacienda.pk))
    assert carla.nombre not in pagina
    assert "Hueco en la carrera quinta" in pagina


def test_el_filtro_que_no_existe_no_rompe_la_bandeja(peticion, beto, entrar) -> None:
    peticion()
    navegador = entrar(beto)
    for mala in (
        {"vista": "ajena"},
        {"estado": "zzz"},
        {"clase": "zzz"},
        {"canal": "<script>"},
        {"semaforo": "zzz"},
        {"pagina": "-3"},
        {"pagina": "mil"},
    ):
        assert navegador.get(BANDEJA, mala).status_code == 200
