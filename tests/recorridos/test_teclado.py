"""Un día sin ratón: encender los atajos, recorrer la bandeja, tomar una petición y ver quién más está."""

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.recorridos.conftest import Sitio
from tests.recorridos.pasos import entrar

pytestmark = [pytest.mark.lenta, pytest.mark.navegador]
RADICAR = """
from datetime import timedelta
from ventanilla.comun.actores import CIUDADANIA
from ventanilla.comun.reloj import ahora
from ventanilla.directorio.models import Dependencia
from ventanilla.peticiones.models import Peticion
from ventanilla.peticiones.reglas.solicitud import Solicitante, Solicitud
from ventanilla.peticiones.servicios.radicar import radicar
for n in range(3):
    r = radicar(Solicitud(clase="peticion", asunto=f"Caso {n}", texto="Pido que lo arreglen.",
        solicitante=Solicitante(tipo="anonimo")), actor=CIUDADANIA, ahora=ahora())
    Peticion.objects.filter(pk=r.peticion.pk).update(
        dependencia=Dependencia.objects.get(codigo="1500"),
        vence_momento=ahora() + timedelta(days=n + 1))
"""
BANDEJA = "/trabajo/?vista=dependencia"


def _caso(pagina: Page, asunto: str) -> Locator:
    return pagina.get_by_role("link", name=asunto, exact=True)


def test_un_dia_sin_raton(sitio: Sitio, chromium: Browser) -> None:
    hecho = sitio.servidor.orden("django", "shell", "-v", "0", "-c", RADICAR)
    assert hecho.returncode == 0, hecho.stderr
    beto = entrar(chromium, sitio.servidor, "beto")
    beto.goto(BANDEJA)
    beto.keyboard.press("j")
    # Apagados, no hacen nada.
    expect(beto.locator("body")).to_be_focused()
    beto.goto("/cuenta/teclado/")
    beto.get_by_label("Usar atajos de una sola tecla").check()
    beto.get_by_label("Pasar a la petición siguiente de la lista").fill("n")
    with beto.expect_navigation():
        beto.get_by_role("button", name="Guardar").press("Enter")
    expect(beto.get_by_text("Los atajos están encendidos")).to_be_visible()

    beto.goto(BANDEJA)
    for tecla, esperado in (("n", "Caso 0"), ("n", "Caso 1"), ("k", "Caso 0")):
        beto.keyboard.press(tecla)
        expect(_caso(beto, esperado)).to_be_focused()
    beto.keyboard.press("?")
    expect(beto.get_by_role("dialog", name="Atajos de teclado")).to_be_visible()
    beto.keyboard.press("Escape")
    expect(beto.get_by_role("dialog")).to_have_count(0)
    expect(_caso(beto, "Caso 0")).to_be_focused()
    beto.keyboard.press("/")
    beto.keyboard.type("no kno")
    expect(beto.locator("#id_q")).to_have_value("no kno")

    beto.goto(BANDEJA)
    beto.keyboard.press("n")
    expect(_caso(beto, "Caso 0")).to_be_focused()
    with beto.expect_navigation():
        beto.keyboard.press("a")
    # Lo que pasó se oye sin buscarlo.
    expect(beto.locator("[data-mensajes]", has_text="La petición es suya")).to_be_focused()
    diego = entrar(chromium, sitio.servidor, "diego")
    diego.goto(beto.url)
    expect(diego.get_by_text("Beto Ficticio la está viendo desde")).to_be_visible()
    with beto.expect_navigation():
        beto.keyboard.press("r")
    expect(beto.get_by_text("Diego Ficticio la está viendo desde")).to_be_visible()
    # La página de Diego se entera sola con su aviso siguiente.
    diego.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(diego.get_by_text("Beto Ficticio está escribiendo la respuesta")).to_be_visible()
