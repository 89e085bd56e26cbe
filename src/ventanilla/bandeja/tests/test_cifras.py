"""Las cifras de arriba y las cuentas: qué cuentan y dónde paran."""

from datetime import timedelta

import pytest

from ventanilla.bandeja.tests.paginas import hoja
from ventanilla.bandeja.views import paginas as vista_de_bandeja
from ventanilla.comun.cuentas import TOPE, contar
from ventanilla.comun.reloj import ahora
from ventanilla.comun.templatetags.ventanilla import con_tope
from ventanilla.directorio.models import Entidad
from ventanilla.peticiones.models import Estado, Peticion

pytestmark = pytest.mark.django_db


def test_la_bandeja_ordena_por_vencimiento_y_cuenta(peticion, beto, entrar) -> None:
    vieja = peticion(asunto="La vieja", ahora=ahora() - timedelta(days=90))
    nueva = peticion(asunto="La nueva")
    lista = hoja(entrar(beto), vista="dependencia")
    assert lista.index(vieja.asunto) < lista.index(nueva.asunto)
    assert "Venció hace" in lista
    vencidas = hoja(entrar(beto), vista="dependencia", semaforo="vencidas")
    assert vieja.asunto in vencidas
    assert nueva.asunto not in vencidas


def test_el_umbral_del_semaforo_es_de_la_entidad(peticion, beto, entidad, entrar) -> None:
    peticion()
    navegador = entrar(beto)
    antes = hoja(navegador, vista="dependencia")
    assert "vencen en 3 días hábiles" in antes
    pocas = hoja(navegador, vista="dependencia", semaforo="por_vencer")
    assert "Nada con ese filtro" in pocas
    Entidad.objects.update(dias_de_alerta=15)
    assert "vence en 15 días hábiles" in hoja(navegador, vista="dependencia")
    por_vencer = hoja(navegador, vista="dependencia", semaforo="por_vencer")
    assert "Hueco en la carrera quinta" in por_vencer


def test_la_cifra_que_se_abrio_queda_marcada_y_los_filtros_puestos_se_ven(
    peticion, beto, entrar
) -> None:
    peticion()
    navegador = entrar(beto)
    con_cifra = hoja(navegador, vista="dependencia", semaforo="a_tiempo")
    assert con_cifra.count('aria-current="true"') == 1
    assert '<details class="filtros-mas">' in con_cifra
    assert '<details class="filtros-mas" open>' in hoja(
        navegador, vista="dependencia", estado="cerradas"
    )


def test_lo_vencido_cuenta_como_vencido_aunque_se_espere_a_la_persona(
    peticion, beto, entrar
) -> None:
    p = peticion()
    Peticion.objects.filter(pk=p.pk).update(
        estado=Estado.POR_ACLARAR, vence_clase="respuesta", vence_momento=ahora() - timedelta(1)
    )
    vencidas = hoja(entrar(beto), vista="dependencia", semaforo="vencidas")
    assert p.asunto in vencidas


def test_las_cuentas_y_las_paginas_paran_en_el_tope_y_lo_dicen(
    peticion, beto, entrar, monkeypatch
) -> None:
    for n in range(60):
        peticion(asunto=f"Poste {n:02d}")
    navegador = entrar(beto)
    assert "Del 1 al 25 de 60" in hoja(navegador, vista="dependencia")
    monkeypatch.setattr(vista_de_bandeja, "TOPE", 50)
    primera = hoja(navegador, vista="dependencia")
    assert "Del 1 al 25 de más de 50" in primera
    ultima = hoja(navegador, vista="dependencia", pagina="2")
    assert "Del 26 al 50 de más de 50. Aquí termina" in ultima
    assert "Siguientes" not in ultima
    assert "Del 26 al 50" in hoja(navegador, vista="dependencia", pagina="9")


def test_una_cuenta_para_en_el_tope(peticion) -> None:
    for _ in range(4):
        peticion()
    assert contar(Peticion.objects.all()) == 4
    assert contar(Peticion.objects.order_by("vence"), tope=2) == 3


def test_mas_de_mil_se_lee_y_se_oye() -> None:
    assert con_tope(TOPE) == TOPE
    assert con_tope(TOPE + 1) == (
        '<span aria-hidden="true">1.000+</span><span class="solo-lector">más de 1.000</span>'
    )
