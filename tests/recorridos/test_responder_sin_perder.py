"""Responder en cuatro toques, y seguir donde se iba cuando la sesión termina, en un navegador."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.navegador import esperar_que, tocar
from tests.recorridos.conftest import CONTRASENA, Sitio
from tests.recorridos.pasos import abrir, entrar, revisar
from tests.recorridos.test_completar import RADICAR
from tests.recorridos.test_de_la_peticion_a_la_respuesta import ASUNTO

pytestmark = [pytest.mark.lenta, pytest.mark.navegador]
# Cada prueba con la suya: lo que una deja a medias no estorba a la otra.
ENVIADA, A_MEDIAS = "Poste caído en la calle tercera", "Andén roto en la plaza"
TOQUES = """
window.addEventListener("click", (e) => {
  if (e.target.closest("a, button")) {
    const van = Number(window.sessionStorage.getItem("toques") || 0);
    window.sessionStorage.setItem("toques", String(van + 1));
  }
}, true);
"""


def _toques(pagina: Page) -> int:
    return int(pagina.evaluate("window.sessionStorage.getItem('toques') || 0"))


def _desde_aqui(pagina: Page) -> None:
    pagina.evaluate("window.sessionStorage.setItem('toques', '0')")


def _radicar(sitio: Sitio, asunto: str) -> None:
    guion = RADICAR.replace("solicitante=ana)", 'solicitante=ana, medio_respuesta="correo")')
    guion = guion.replace(ASUNTO, asunto)
    hecho = sitio.servidor.orden("django", "shell", "-v", "0", "-c", guion)
    assert hecho.returncode == 0, hecho.stderr


def test_de_responder_a_enviada_en_cuatro_toques_entre_dos_personas(
    sitio: Sitio, chromium: Browser
) -> None:
    _radicar(sitio, ENVIADA)
    beto = entrar(chromium, sitio.servidor, "beto", ancho=375)
    beto.add_init_script(TOQUES)
    abrir(beto, "dependencia", ENVIADA)
    tocar(beto.get_by_role("link", name="Escribir la respuesta"))
    beto.get_by_label("Respuesta", exact=True).fill("Buen día.\n\nSe arregla el lunes.")
    revisar(beto)
    _desde_aqui(beto)
    tocar(beto.get_by_role("button", name="Guardar y revisar"))
    tocar(beto.get_by_role("button", name="Pasar a firma"))
    expect(beto.get_by_text("quedó para la firma")).to_be_visible()
    diego = entrar(chromium, sitio.servidor, "diego")
    diego.add_init_script(TOQUES)
    diego.goto("/trabajo/?vista=por-firmar")
    _desde_aqui(diego)
    tocar(diego.get_by_role("link", name=ENVIADA))
    revisar(diego)
    tocar(diego.get_by_role("button", name="Firmar y despachar por correo electrónico"))
    expect(diego.get_by_text("Despachada.")).to_be_visible()
    assert _toques(beto) + _toques(diego) <= 4


def test_la_sesion_termina_a_mitad_y_al_volver_el_texto_esta(
    sitio: Sitio, chromium: Browser
) -> None:
    _radicar(sitio, A_MEDIAS)
    # Otra ventana con la misma sesión: `entrar` toma por falla lo que diga la consola, y aquí el
    # servidor va a contestar 401.
    beto = entrar(chromium, sitio.servidor, "beto").context.new_page()
    abrir(beto, "dependencia", A_MEDIAS)
    tocar(beto.get_by_role("link", name="Escribir la respuesta"))
    largo = "Una respuesta larga que no se debe perder aunque la sesión termine."
    sesion = [g for g in beto.context.cookies() if g.get("name") == "sessionid"]
    assert sesion
    beto.context.clear_cookies(name="sessionid")
    beto.get_by_label("Respuesta", exact=True).fill(largo)
    expect(beto.get_by_text("Lo que escribió quedó en este equipo")).to_be_visible()
    tocar(beto.get_by_role("link", name="Entrar", exact=True))
    beto.get_by_label("Correo electrónico").fill("beto@ejemplo.gov.co")
    beto.get_by_label("Contraseña").fill(CONTRASENA)
    tocar(beto.get_by_role("button", name="Entrar", exact=True))
    beto.get_by_role("button", name="Recuperarlo").click()
    expect(beto.get_by_label("Respuesta", exact=True)).to_have_value(largo)
    revisar(beto)
    tocar(beto.get_by_role("button", name="Guardar y revisar"))
    expect(beto.locator("article")).to_contain_text("no se debe perder")
    # El texto se ve antes de que la página corra lo suyo, que es lo que borra la copia.
    esperar_que(beto, "!Object.keys(localStorage).some((l) => l.startsWith('copia:'))")
