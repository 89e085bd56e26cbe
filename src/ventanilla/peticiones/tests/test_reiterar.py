"""Unir una petición con la que reitera: quién, con cuál, y qué se lee al responder."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse

from ventanilla.comun.errores import DatosInvalidos, SinPermiso
from ventanilla.comun.reloj import ahora
from ventanilla.conftest import ANA
from ventanilla.peticiones.consultas.verificacion import revisar_peticiones
from ventanilla.peticiones.servicios.reiterar import unir_reiteracion

pytestmark = pytest.mark.django_db


@pytest.fixture
def previa(peticion):
    return peticion(ahora=ahora() - timedelta(days=3))


@pytest.fixture
def nueva(previa, peticion):
    return peticion()


def test_se_unen_por_su_numero_con_ceros_o_sin_ellos_y_ninguna_cambia_de_fecha(
    nueva, previa, beto, como
):
    vencia = nueva.vence
    anio, consecutivo = previa.radicado.impreso.split("-")
    unir_reiteracion(nueva, anterior=f"{anio}-{int(consecutivo)}", actor=como(beto), ahora=ahora())
    nueva.refresh_from_db()
    assert (nueva.reitera, nueva.vence) == (previa, vencia)
    assert list(revisar_peticiones()) == []
    with pytest.raises(SinPermiso, match="Ya está unida"):
        unir_reiteracion(nueva, anterior="2026-1", actor=como(beto), ahora=ahora())


def test_no_se_une_con_la_que_llego_despues_ni_con_ella_misma_ni_con_la_que_no_existe(
    nueva, previa, beto, como
):
    for p, numero in (
        (previa, nueva.radicado.impreso),
        (nueva, nueva.radicado.impreso),
        (nueva, "1999-000001"),
        (nueva, ""),
    ):
        with pytest.raises(DatosInvalidos):
            unir_reiteracion(p, anterior=numero, actor=como(beto), ahora=ahora())


def test_no_se_une_una_reservada_con_otra_que_lleva_el_nombre(previa, peticion, beto, como):
    reservada = peticion(solicitante=replace(ANA, tipo="reservado"))
    otra = peticion(solicitante=replace(ANA, tipo="reservado"))
    with pytest.raises(DatosInvalidos, match="diría quién"):
        unir_reiteracion(
            reservada, anterior=previa.radicado.impreso, actor=como(beto), ahora=ahora()
        )
    unir_reiteracion(otra, anterior=reservada.radicado.impreso, actor=como(beto), ahora=ahora())


def test_la_de_otra_dependencia_no_se_deja_adivinar(nueva, peticion, dependencias, beto, como):
    ajena = peticion(dependencia=dependencias.hacienda, ahora=ahora() - timedelta(days=5))
    with pytest.raises(DatosInvalidos, match="que usted pueda leer"):
        unir_reiteracion(nueva, anterior=ajena.radicado.impreso, actor=como(beto), ahora=ahora())


@pytest.mark.parametrize("quien", ["carla", "elena", "fabio"])
def test_no_la_une_quien_no_la_tramita(nueva, previa, como, request, quien):
    actor = como(request.getfixturevalue(quien))
    with pytest.raises(SinPermiso):
        unir_reiteracion(nueva, anterior=previa.radicado.impreso, actor=actor, ahora=ahora())


def test_las_dos_paginas_se_enlazan_y_al_responder_se_dice_que_permite_la_ley(
    nueva, previa, beto, entrar
):
    navegador = entrar(beto)
    verbo = reverse("peticiones:reiteracion", args=[nueva.uuid])
    assert navegador.post(verbo, {"anterior": "no existe"}).status_code == 422
    assert navegador.post(verbo, {"anterior": previa.radicado.impreso}).status_code == 302
    suya = reverse("peticiones:peticion", args=[nueva.uuid])
    otra = reverse("peticiones:peticion", args=[previa.uuid])
    assert otra in navegador.get(suya).content.decode()
    assert suya in navegador.get(otra).content.decode()
    escribir = navegador.get(reverse("peticiones:escribir", args=[nueva.uuid])).content.decode()
    assert "no tiene respuesta notificada" in escribir
