"""Un día sin ratón: encender los atajos, recorrer la bandeja, tomar una petición y ver quién más está."""

import pytest
from playwright.sync_api import Browser, Page, expect

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


def _con_foco(pagina: Page) -> str:
    return str(pagina.evaluate("document.activeElement.textContent")).strip()


def test_un_dia_sin_raton(sitio: Sitio, chromium: Browser) -> None:
    hecho = sitio.servidor.orden("django", "shell", "-v", "0", "-c", RADICAR)
    assert hecho.returncode == 0, hecho.stderr
    beto = entrar(chromium, sitio.servidor, "beto")
    beto.goto(BANDEJA)
    beto.keyboard.press("j")
    assert not _con_foco(beto).startswith("Caso"), "apagados, no hacen nada"
    beto.goto("/cuenta/teclado/")
    beto.get_by_label("Usar atajos de una sola tecla").check()
    beto.get_by_label("Pasar a la petición siguiente de la lista").fill("n")
    beto.get_by_role("button", name="Guardar").press("Enter")
    expect(beto.get_by_text("Los atajos están encendidos")).to_be_visible()

    beto.goto(BANDEJA)
    for tecla, esperado in (("n", "Caso 0"), ("n", "Caso 1"), ("k", "Caso 0")):
        beto.keyboard.press(tecla)
        assert _con_foco(beto) == esperado
    beto.keyboard.press("?")
    expect(beto.get_by_role("dialog", name="Atajos de teclado")).to_be_visible()
    beto.keyboard.press("Escape")
    assert _con_foco(beto) == "Caso 0"
    beto.keyboard.press("/")
    beto.keyboard.type("no kno")
    expect(beto.locator("#id_q")).to_have_value("no kno")

    beto.goto(BANDEJA)
    beto.keyboard.press("n")
    beto.keyboard.press("a")
    expect(beto.get_by_text("La petición es suya")).to_be_visible()
    assert "La petición es suya" in _con_foco(beto), "lo que pasó se oye sin buscarlo"
    diego = entrar(chromium, sitio.servidor, "diego")
    diego.goto(beto.url)
    expect(diego.get_by_text("Beto Ficticio la está viendo desde")).to_be_visible()
    beto.keyboard.press("r")
    expect(beto.get_by_text("Diego Ficticio la está viendo desde")).to_be_visible()
    # La página de Diego se entera sola con su aviso siguiente.
    diego.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(diego.get_by_text("Beto Ficticio está escribiendo la respuesta")).to_be_visible()
