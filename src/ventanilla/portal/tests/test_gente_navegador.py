"""Las páginas de la gente y de los entes de control, en un navegador: accesibles y sin desbordes."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page
from tests.navegador import tocar

from ventanilla.comun.reloj import ahora, hoy
from ventanilla.peticiones.consultas.accesos_externos import huella_de_ficha
from ventanilla.peticiones.models import AccesoExterno
from ventanilla.peticiones.servicios.accesos_externos import (
    AccesoPedido,
    abrir_con_enlace,
    dar_acceso,
)
from ventanilla.portal.tests.test_navegador import _faltas

pytestmark = [pytest.mark.lenta, pytest.mark.navegador, pytest.mark.django_db(transaction=True)]
FICHA = "una-ficha-de-prueba"


@pytest.fixture
def acceso(atencion, peticion, como) -> AccesoExterno:
    peticion()
    pedido = AccesoPedido(
        ente="Contraloría Municipal de Prueba",
        persona="Auditora Ficticia, profesional universitaria",
        correo="auditora@contraloria.ejemplo.gov.co",
        acto="Oficio 2026-0815 del 12 de noviembre de 2026",
        desde=hoy(),
        hasta=hoy() + timedelta(days=10),
        recibidas_desde=hoy() - timedelta(days=30),
        recibidas_hasta=hoy(),
    )
    dado = dar_acceso(pedido, actor=como(atencion), ahora=ahora())
    AccesoExterno.objects.filter(pk=dado.pk).update(huella=huella_de_ficha(FICHA))
    assert abrir_con_enlace(FICHA, direccion="127.0.0.1", ahora=ahora())
    return dado


@pytest.mark.parametrize(("ancho", "esquema"), [(1280, "light"), (375, "dark")])
def test_ninguna_pagina_de_la_gente_deja_a_nadie_afuera(
    live_server,
    chromium: Browser,
    fabio,
    beto,
    diego,
    entrar,
    acceso: AccesoExterno,
    ancho: int,
    esquema: str,
) -> None:
    contexto = chromium.new_context(
        viewport={"width": ancho, "height": 900},
        color_scheme="dark" if esquema == "dark" else "light",
    )
    pagina = contexto.new_page()
    malas: dict[str, list[str]] = {}

    def mirar(nombre: str) -> None:
        if faltas := _faltas(pagina):
            malas[nombre] = faltas

    _como_ente(pagina, live_server.url, mirar)
    sesion = entrar(fabio).cookies[settings.SESSION_COOKIE_NAME].value
    contexto.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": sesion, "url": live_server.url}]
    )
    persona = f"/trabajo/entidad/personas/{beto.pk}/"
    for nombre, ruta in {
        "entes": "/trabajo/entes/",
        "ente-nuevo": "/trabajo/entes/nuevo/",
        "ente-uno": f"/trabajo/entes/{acceso.uuid}/",
        "ente-revocar": f"/trabajo/entes/{acceso.uuid}/revocar/",
        "personas": "/trabajo/entidad/personas/",
        "persona": persona,
        "nueva": "/trabajo/entidad/personas/nueva/",
        "nombrar": f"{persona}nombrar/",
        "vincular": f"{persona}vincular/",
        "ausencia": f"{persona}ausencia/",
        "editar": f"{persona}editar/",
        "retirar": f"/trabajo/personas/{beto.pk}/retirar/",
        "mi-cargo": "/trabajo/mi-cargo/",
        "paz": f"/trabajo/paz-y-salvo/?de=p{beto.pk}&corte={hoy()}",
    }.items():
        pagina.goto(f"{live_server.url}{ruta}")
        mirar(nombre)
    contexto.close()
    assert malas == {}


def _como_ente(pagina: Page, url: str, mirar: Callable[[str], None]) -> None:
    """Lo que hace quien recibe el enlace: entrar, ver la lista y abrir una."""
    pagina.goto(f"{url}/ente/abrir/otra/")
    tocar(pagina.get_by_role("button", name="Entrar"))
    pagina.get_by_role("heading", name="no abre nada").wait_for()
    mirar("ente-no-abre")
    pagina.goto(f"{url}/ente/abrir/{FICHA}/")
    mirar("ente-abrir")
    tocar(pagina.get_by_role("button", name="Entrar"))
    pagina.get_by_role("heading", name="Peticiones que puede leer").wait_for()
    assert FICHA not in pagina.url
    mirar("ente-lista")
    tocar(pagina.locator("main table a").first)
    pagina.get_by_role("heading", name="Qué pide").wait_for()
    mirar("ente-peticion")
