"""Un jefe entra por primera vez, activa su teléfono y vuelve a entrar con él, en un navegador."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from playwright.sync_api import Browser, Page, expect

from tests.navegador import tocar
from tests.recorridos.conftest import CONTRASENA, ELENCO, vigilar
from tests.recorridos.pasos import revisar
from tests.servidor import Servidor, entorno_para, sirviendo

pytestmark = [pytest.mark.lenta, pytest.mark.navegador]


@pytest.fixture(scope="module")
def exigente(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servidor]:
    """El programa como viene de fábrica para un jefe: exige segundo factor."""
    datos = tmp_path_factory.mktemp("exigente")
    with sirviendo(entorno_para(datos, VENTANILLA_SEGUNDO_FACTOR="jefe")) as servidor:
        hecho = servidor.orden("django", "shell", "-v", "0", "-c", ELENCO)
        assert hecho.returncode == 0, hecho.stderr
        yield servidor


def con_contrasena(navegador: Browser, s: Servidor, ancho: int) -> Page:
    """Una ventana nueva que ya escribió la contraseña de Diego."""
    contexto = navegador.new_context(
        base_url=s.base, viewport={"width": ancho, "height": 900}, locale="es-CO"
    )
    pagina = contexto.new_page()
    vigilar(pagina)
    pagina.goto("/trabajo/")
    pagina.get_by_label("Correo electrónico").fill("diego@ejemplo.gov.co")
    pagina.get_by_label("Contraseña").fill(CONTRASENA)
    tocar(pagina.get_by_role("button", name="Entrar", exact=True))
    return pagina


def titulo(pagina: Page, dicho: str) -> None:
    expect(pagina.get_by_role("heading", level=1)).to_contain_text(dicho)
    revisar(pagina)


def codigo_de(secreto: str) -> str:
    return str(format_hotp_value(hotp_value(secreto, list(yield_hotp_counters_from_time())[1])))


def test_un_jefe_activa_su_telefono_y_vuelve_a_entrar(
    exigente: Servidor, chromium: Browser, tmp_path: Path
) -> None:
    pagina = con_contrasena(chromium, exigente, 375)
    titulo(pagina, "Active su segundo factor")
    # Un dibujo roto no tiene ancho propio.
    assert pagina.locator("img[src^=data]").evaluate("i => i.naturalWidth") > 100
    pagina.get_by_text("No puedo leer el dibujo").click()
    secreto = pagina.locator(".clave-secreta").inner_text()
    revisar(pagina)
    pagina.get_by_label("Código").fill("000000")
    tocar(pagina.get_by_role("button", name="Activar"))
    expect(pagina.get_by_text("Ese código no es").first).to_be_visible()
    revisar(pagina)
    pagina.get_by_label("Código").fill(codigo_de(secreto))
    tocar(pagina.get_by_role("button", name="Activar"))
    titulo(pagina, "Guarde sus códigos de respaldo")
    respaldo = re.findall(r"\d{8}", pagina.locator(".codigos-de-respaldo").inner_text())
    assert len(respaldo) == 10
    with pagina.expect_download() as bajada:
        pagina.get_by_role("link", name="Bajarlos en un archivo").click()
    bajada.value.save_as(tmp_path / "codigos.txt")
    assert respaldo[9] in (tmp_path / "codigos.txt").read_text()
    tocar(pagina.get_by_role("link", name="ir al trabajo"))
    titulo(pagina, "Mi bandeja")

    otra = con_contrasena(chromium, exigente, 1280)
    titulo(otra, "Escriba su código")
    otra.get_by_label("Código").fill(respaldo[0])
    tocar(otra.get_by_role("button", name="Entrar", exact=True))
    titulo(otra, "Mi bandeja")
    otra.get_by_text("Diego Ficticio").first.click()
    tocar(otra.get_by_role("link", name="Mi cuenta"))
    titulo(otra, "Mi cuenta")
    tocar(otra.get_by_role("link", name="Ver las sesiones"))
    titulo(otra, "Dónde está abierta su cuenta")
    tocar(otra.get_by_role("button", name="Cerrar las demás"))
    expect(otra.get_by_text("Se cerró 1 sesión")).to_be_visible()
    pagina.goto("/trabajo/")
    expect(pagina.get_by_role("heading", level=1)).to_have_text("Entrar")
