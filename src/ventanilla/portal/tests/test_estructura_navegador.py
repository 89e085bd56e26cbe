"""Las páginas con que se cambia la estructura, en un navegador: accesibles y sin desbordes."""

from datetime import timedelta

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page
from tests.navegador import tocar

from ventanilla.comun.reloj import hoy
from ventanilla.directorio.models import CambioDeDependencia, Dependencia, DiaNoHabil
from ventanilla.peticiones.models import TipoDocumental
from ventanilla.portal.tests.test_navegador import _faltas

pytestmark = [pytest.mark.lenta, pytest.mark.navegador, pytest.mark.django_db(transaction=True)]
RUTAS = (
    "/trabajo/entidad/",
    "/trabajo/entidad/dependencias/",
    "/trabajo/entidad/dias/",
    "/trabajo/ajustes/",
    "/trabajo/ajustes/jornada_sabado/",
    "/trabajo/trd/borrador/",
    "/cuenta/seguridad/",
    "/trabajo/paz-y-salvo/?q=a",
    "/trabajo/entidad/dependencias/nueva/",
    "/trabajo/entidad/dependencias/1500/",
    "/trabajo/entidad/dependencias/1500/renombrar/",
    "/trabajo/entidad/dependencias/1500/mover/",
    "/trabajo/dependencias/1500/cerrar/",
    "/trabajo/dias/declarar/",
    "/trabajo/tipos/",
    "/trabajo/tipos/queja/",
    "/trabajo/entidad/cara/",
    "/directorio/900/",
)


@pytest.fixture
def armada(fabio, beto, diego, peticion, dependencias) -> DiaNoHabil:
    """Una entidad con historia, un día declarado y una petición abierta."""
    peticion()
    infra = dependencias.infraestructura
    Dependencia.objects.create(
        codigo="900",
        nombre="Oficina de Vías",
        desde=hoy() - timedelta(days=900),
        hasta=hoy() - timedelta(days=30),
        sucesora=infra,
    )
    CambioDeDependencia.objects.create(
        dependencia=infra,
        clase="renombrada",
        nombre_anterior="Secretaría de Obras Públicas",
        acto="Decreto 12 de 2025",
        desde=hoy(),
        anotado="2025-01-01T00:00:00-05:00",
    )
    TipoDocumental.objects.create(codigo="queja", nombre="Queja", clase_por_defecto="queja")
    return DiaNoHabil.objects.create(
        fecha=hoy() + timedelta(days=5), motivo="Día cívico", acto="Decreto 9", alcance=["1500"]
    )


@pytest.mark.parametrize(("ancho", "esquema"), [(1280, "light"), (375, "dark")])
def test_ninguna_pagina_de_la_estructura_deja_a_nadie_afuera(
    live_server, chromium: Browser, fabio, entrar, armada: DiaNoHabil, ancho: int, esquema: str
) -> None:
    sesion = entrar(fabio).cookies[settings.SESSION_COOKIE_NAME].value
    contexto = chromium.new_context(
        viewport={"width": ancho, "height": 900},
        color_scheme="dark" if esquema == "dark" else "light",
    )
    contexto.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": sesion, "url": live_server.url}]
    )
    pagina = contexto.new_page()
    malas = {}
    for ruta in (*RUTAS, f"/trabajo/dias/{armada.pk}/revocar/"):
        pagina.goto(f"{live_server.url}{ruta}")
        if faltas := _faltas(pagina):
            malas[ruta] = faltas
    _ver_lo_que_se_moveria(pagina, live_server.url)
    if faltas := _faltas(pagina):
        malas["lo que se movería"] = faltas
    contexto.close()
    assert malas == {}


def _ver_lo_que_se_moveria(pagina: Page, url: str) -> None:
    pagina.goto(f"{url}/trabajo/dias/declarar/")
    # De ocho días seguidos, varios son hábiles: la petición abierta se mueve.
    pagina.get_by_label("Primer día").fill((hoy() + timedelta(days=1)).isoformat())
    pagina.get_by_label("Último día").fill((hoy() + timedelta(days=8)).isoformat())
    pagina.get_by_label("Motivo").fill("Festival")
    pagina.get_by_label("Acto", exact=True).fill("Decreto 33 de 2026")
    pagina.get_by_label("Mueve los términos de ley").check()
    tocar(pagina.get_by_role("button", name="Ver qué se movería"))
    pagina.get_by_role("heading", name="Qué se movería").wait_for()
