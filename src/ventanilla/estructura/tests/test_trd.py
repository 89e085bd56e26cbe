"""La TRD en pantalla: qué versión rige, qué series tiene cada dependencia y a dónde lleva el expediente."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ventanilla.archivo.models import SerieDocumental, VersionTrd
from ventanilla.comun.reloj import ahora, hoy
from ventanilla.peticiones.servicios.expedientes import poner_expedientes_al_dia

pytestmark = pytest.mark.django_db
PAGINA = "/trabajo/trd/"


@pytest.fixture
def trd(dependencias) -> SerieDocumental:
    """Dos versiones; la que rige tiene la serie de las peticiones, con dos años de gestión."""
    ayer = hoy() - timedelta(days=1)
    VersionTrd.objects.create(
        numero="1", acto="Resolución 1 de 2020", desde=hoy() - timedelta(days=900), hasta=ayer
    )
    rige = VersionTrd.objects.create(numero="2", acto="Resolución 2 de 2024", desde=hoy())
    return SerieDocumental.objects.create(
        version=rige,
        codigo="110-57",
        nombre="Peticiones",
        dependencia=dependencias.atencion,
        retencion_gestion=2,
        disposicion="S",
        es_de_peticiones=True,
    )


def test_se_leen_las_series_de_la_que_rige_con_su_retencion(trd, elena, entrar) -> None:
    hoja = entrar(elena).get(PAGINA).content.decode()
    for dicho in ("Resolución 2 de 2024", "Rige hoy", "110-57 Peticiones", "2 años", "Selección"):
        assert dicho in hoja
    assert "Sin fijar" in hoja
    assert "Dirección de Atención al Ciudadano" in hoja


def test_la_anterior_se_sigue_leyendo_y_la_que_no_existe_da_404(trd, beto, entrar) -> None:
    navegador = entrar(beto)
    hoja = navegador.get(PAGINA, {"version": "1"}).content.decode()
    assert "Ya no rige" in hoja
    assert "110-57" not in hoja
    assert navegador.get(PAGINA, {"version": "9"}).status_code == 404


def test_sin_trd_la_pagina_dice_que_falta(beto, entrar) -> None:
    assert "no ha cargado su tabla" in entrar(beto).get(PAGINA).content.decode()


def test_quien_no_entra_no_la_abre_y_no_recibe_envios(trd, beto, entrar) -> None:
    assert Client().get(PAGINA).status_code == 302
    assert entrar(beto).post(PAGINA).status_code == 405


def test_el_expediente_lleva_a_su_serie_y_la_serie_los_cuenta(trd, beto, peticion, entrar) -> None:
    una = peticion()
    poner_expedientes_al_dia(ahora=ahora())
    navegador = entrar(beto)
    hoja = navegador.get(f"/trabajo/peticiones/{una.uuid}/expediente/").content.decode()
    assert f'href="{PAGINA}?version=2#serie-{trd.pk}"' in hoja
    tabla = navegador.get(PAGINA).content.decode()
    assert f'id="serie-{trd.pk}"' in tabla
    assert '<td data-titulo="Expedientes" class="numero">1</td>' in tabla


def test_mas_series_no_son_mas_consultas(trd, beto, entrar) -> None:
    navegador = entrar(beto)
    navegador.get(PAGINA)
    with CaptureQueriesContext(
        connection,
    ) as pocas:
        navegador.get(PAGINA)
    for n in range(10):
        SerieDocumental.objects.create(
            version=trd.version, codigo=f"120-{n}", nombre="Otra", dependencia=trd.dependencia
        )
    with CaptureQueriesContext(connection) as muchas:
        navegador.get(PAGINA)
    assert len(muchas) == len(pocas)
