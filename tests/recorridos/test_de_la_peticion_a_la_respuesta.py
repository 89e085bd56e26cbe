"""De la petición a la respuesta notificada, con el programa entero y un navegador de verdad."""

import re
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.recorridos.conftest import CONTRASENA, Sitio, vigilar
from tests.servidor import Servidor

pytestmark = [pytest.mark.lenta, pytest.mark.navegador]
ASUNTO = "Hueco en la carrera quinta"
FOTO = b"\xff\xd8\xff\xe0" + b"\x00" * 2000


def entrar(navegador: Browser, s: Servidor, nombre: str, *, ancho: int = 1280) -> Page:
    """Una ventana nueva con la sesión de esa persona."""
    contexto = navegador.new_context(
        base_url=s.base, viewport={"width": ancho, "height": 900}, locale="es-CO"
    )
    pagina = contexto.new_page()
    vigilar(pagina)
    pagina.goto("/trabajo/")
    revisar(pagina)
    pagina.get_by_label("Correo electrónico").fill(f"{nombre}@ejemplo.gov.co")
    pagina.get_by_label("Contraseña").fill(CONTRASENA)
    pagina.get_by_role("button", name="Entrar", exact=True).click()
    expect(pagina.get_by_role("heading", level=1)).to_contain_text("Mi bandeja")
    return pagina


def revisar(pagina: Page) -> None:
    """Nada que axe llame serio, y nada que se desborde."""
    graves = [
        v["id"]
        for v in Axe().run(pagina).response["violations"]
        if v["impact"] in ("serious", "critical")
    ]
    assert graves == []
    sobra = pagina.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert sobra <= 0


def abrir(pagina: Page, vista: str) -> None:
    pagina.goto(f"/trabajo/?vista={vista}")
    revisar(pagina)
    pagina.get_by_role("link", name=ASUNTO).click()
    expect(pagina.get_by_role("heading", level=1)).to_have_text(ASUNTO)
    revisar(pagina)


def _radicar(pagina: Page, sitio: Sitio, carpeta: Path) -> tuple[str, str]:
    foto = carpeta / "hueco.jpg"
    foto.write_bytes(FOTO)
    pagina.goto(f"{sitio.servidor.base}/")
    pagina.get_by_role("main").get_by_role("link", name="Radicar una petición").click()
    pagina.locator("[name=clase][value=peticion]").check()
    pagina.get_by_label("¿Qué pide o qué pasó?").fill(
        "Hay un hueco en la carrera 5 con calle 42 frente a la escuela. Pido que lo arreglen."
    )
    pagina.get_by_label("Asunto").fill(ASUNTO)
    pagina.locator("[name=anexos]").set_input_files(foto)
    pagina.locator("[name=nombre]").fill("Ana Prueba Ficticia")
    pagina.locator("[name=medio_respuesta][value=correo]").check()
    pagina.locator("[name=correo]").fill("ana@ejemplo.com")
    for aviso in pagina.locator("[name=autoriza_notificacion]").all():
        aviso.check()
    pagina.get_by_role("button", name="Radicar petición").click()
    expect(pagina.get_by_role("heading", level=1)).to_contain_text(re.compile("petición"))
    pagina.wait_for_url("**/recibo/**")
    texto = pagina.get_by_role("main").inner_text()
    radicado = re.search(r"20\d\d-\d{6}", texto)
    clave = re.search(r"(?:[0-9A-Z]{4} ){3}[0-9A-Z]{4}", texto)
    assert radicado
    assert clave
    assert clave.group(0).replace(" ", "") not in pagina.url
    return radicado.group(0), clave.group(0)


def _correo(sitio: Sitio, asunto: str, pagina: Page) -> str:
    """Espera a que el obrero despache el correo de ese asunto y devuelve su texto."""
    for _ in range(300):
        for crudo in sitio.buzon.mensajes:
            mensaje = message_from_bytes(crudo, policy=policy.default)
            if asunto in str(mensaje["Subject"]):
                cuerpo = mensaje.get_body(("plain",))
                return str(cuerpo.get_content()) if cuerpo else ""
        pagina.wait_for_timeout(200)
    raise AssertionError(f"no llegó el correo «{asunto}»")


def test_de_la_peticion_a_la_respuesta_notificada(
    sitio: Sitio, chromium: Browser, tmp_path: Path
) -> None:
    servidor = sitio.servidor
    ana = chromium.new_context(base_url=servidor.base, locale="es-CO").new_page()
    radicado, clave = _radicar(ana, sitio, tmp_path)
    acuse = _correo(sitio, f"Recibimos su petición {radicado}", ana)
    assert clave.replace(" ", "") not in acuse.replace(" ", "")
    assert ASUNTO not in acuse

    amparo = entrar(chromium, servidor, "amparo")
    abrir(amparo, "todas")
    amparo.get_by_text("Enviar a otra dependencia").click()
    amparo.get_by_label("Enviar a", exact=True).select_option(label="Secretaría de Infraestructura")
    amparo.get_by_role("button", name="Enviar a esa dependencia").click()
    expect(amparo.get_by_text("pasó a Secretaría de Infraestructura")).to_be_visible()

    beto = entrar(chromium, servidor, "beto", ancho=375)
    abrir(beto, "dependencia")
    beto.get_by_role("button", name="Asignarme").click()
    beto.get_by_role("button", name="Aceptar competencia").click()
    expect(beto.get_by_text("Cumplido")).to_be_visible()
    beto.get_by_role("link", name="Escribir la respuesta").click()
    beto.get_by_label("Respuesta", exact=True).fill("Buen día.\n\n- Se arregla el **lunes**.")
    expect(beto.get_by_text("Guardado.", exact=True)).to_be_visible(timeout=15_000)
    revisar(beto)
    beto.get_by_role("button", name="Guardar y revisar").click()
    expect(beto.locator("article strong")).to_have_text("lunes")
    revisar(beto)
    beto.get_by_role("button", name="Pasar a firma").click()

    diego = entrar(chromium, servidor, "diego")
    abrir(diego, "por-firmar")
    diego.get_by_role("link", name="Leer y firmar").click()
    diego.get_by_role("button", name="Firmar y dar número").click()
    expect(diego.get_by_text("Firmada: falta despacharla")).to_be_visible()
    revisar(diego)
    diego.get_by_role("button", name="Despachar la respuesta").click()
    _esperar_notificada(diego)

    cartas = [message_from_bytes(m, policy=policy.default) for m in sitio.buzon.mensajes]
    (respuesta,) = [c for c in cartas if str(c["Subject"]).startswith("Respuesta a su petición")]
    (pdf,) = respuesta.iter_attachments()
    assert pdf.get_content().startswith(b"%PDF-")

    ana.goto("/consultar/")
    ana.get_by_label("Número").fill(radicado)
    ana.get_by_label("Clave").fill(clave)
    ana.get_by_role("button", name="Consultar").click()
    expect(ana.get_by_text("Usted recibió la respuesta").first).to_be_visible()
    ana.get_by_role("link", name="Leer la respuesta").first.click()
    expect(ana.get_by_text("Se arregla el")).to_be_visible()
    assert servidor.orden("verificar").returncode == 0


def _esperar_notificada(pagina: Page) -> None:
    """El obrero despacha y notifica solo; la página se vuelve a abrir hasta verlo."""
    for _ in range(60):
        if pagina.get_by_role("heading", name="Notificada").count():
            revisar(pagina)
            return
        pagina.wait_for_timeout(1000)
        pagina.reload()
    pytest.fail("La respuesta no quedó notificada en un minuto.")
