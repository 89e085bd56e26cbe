"""El recorrido entero: la persona pide, la entidad responde con número y la persona lo lee."""

import re
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.recorridos.conftest import Sitio

pytestmark = [pytest.mark.lenta, pytest.mark.navegador]
FOTO = b"\xff\xd8\xff\xe0" + b"\x00" * 2000


def _radicar(pagina: Page, sitio: Sitio, carpeta: Path) -> tuple[str, str]:
    foto = carpeta / "hueco.jpg"
    foto.write_bytes(FOTO)
    pagina.goto(f"{sitio.servidor.base}/")
    pagina.get_by_role("main").get_by_role("link", name="Radicar una petición").click()
    pagina.locator("[name=clase][value=peticion]").check()
    pagina.get_by_label("¿Qué pide o qué pasó?").fill(
        "Hay un hueco en la carrera 5 con calle 42 frente a la escuela. Pido que lo arreglen."
    )
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


def _abrir(pagina: Page, sitio: Sitio, radicado: str) -> None:
    pagina.goto(f"{sitio.servidor.base}/trabajo/?vista=todas&q={radicado}")
    if not pagina.get_by_role("main").get_by_role("link", name=re.compile("hueco")).count():
        pagina.goto(f"{sitio.servidor.base}/trabajo/?vista=dependencia&q={radicado}")
    pagina.get_by_role("main").get_by_role("link", name=re.compile("hueco")).first.click()
    expect(pagina.get_by_role("main")).to_contain_text(radicado)


def _pulsar(pagina: Page, nombre: str) -> None:
    pagina.get_by_role("button", name=nombre).or_(
        pagina.get_by_role("link", name=nombre, exact=True)
    ).first.click()


def _repartir(pagina: Page) -> None:
    pagina.locator("summary", has_text="otra dependencia").click()
    pagina.locator("[name=dependencia]").select_option(label="Secretaría de Infraestructura")
    if pagina.locator("[name=motivo]:visible").count():
        pagina.locator("[name=motivo]:visible").first.fill("Es una vía municipal.")
    _pulsar(pagina, "Enviar a esa dependencia")


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


def test_de_la_peticion_a_la_respuesta(sitio: Sitio, chromium: Browser, tmp_path: Path) -> None:
    ana = chromium.new_context(locale="es-CO").new_page()
    radicado, clave = _radicar(ana, sitio, tmp_path)
    acuse = _correo(sitio, f"Recibimos su petición {radicado}", ana)
    assert radicado in acuse
    assert clave.replace(" ", "") not in acuse.replace(" ", "")
    assert "hueco" not in acuse

    amparo = sitio.entrar(chromium.new_context(), "amparo")
    _abrir(amparo, sitio, radicado)
    _repartir(amparo)

    beto = sitio.entrar(chromium.new_context(), "beto")
    _abrir(beto, sitio, radicado)
    _pulsar(beto, "Asignarme")
    _pulsar(beto, "Aceptar competencia")
    _pulsar(beto, "Escribir la respuesta")
    beto.locator("[name=texto]").fill(
        "Señora Ana:\n\nEl hueco se tapará el 3 de diciembre. Puede comprobarlo en la obra."
    )
    _pulsar(beto, "Guardar y revisar")
    _pulsar(beto, "Pasar a firma")

    diego = sitio.entrar(chromium.new_context(), "diego")
    _abrir(diego, sitio, radicado)
    _pulsar(diego, "Leer y firmar")
    _pulsar(diego, "Firmar y dar número")
    expect(diego.get_by_role("main")).to_contain_text(re.compile(r"S20\d\d-000001"))
    expect(diego.locator("[name=medio]")).to_have_value("correo")
    _pulsar(diego, "Despachar la respuesta")

    carta = _correo(sitio, f"Respuesta a su petición {radicado}", diego)
    assert "S20" in carta

    _consultar(ana, sitio, radicado, clave)
    for _ in range(200):
        if "Respondida" in ana.get_by_role("main").inner_text():
            break
        ana.wait_for_timeout(300)
        ana.reload()
    expect(ana.get_by_role("main")).to_contain_text("Respondida")
    with ana.expect_download() as descarga:
        ana.get_by_role("link", name=re.compile("PDF|pdf")).last.click()
    assert descarga.value.path().read_bytes().startswith(b"%PDF-")

    verificado = sitio.servidor.orden("verificar", "--json")
    assert verificado.returncode == 0, verificado.stdout


def _consultar(ana: Page, sitio: Sitio, radicado: str, clave: str) -> None:
    ana.goto(f"{sitio.servidor.base}/consultar/")
    ana.locator("[name=radicado]").fill(radicado)
    ana.locator("[name=clave]").fill(clave)
    ana.get_by_role("main").get_by_role("button").first.click()
    ana.wait_for_url("**/mi-peticion/**")
