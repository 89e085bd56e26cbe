"""De la petición a la respuesta notificada, con el programa entero y un navegador de verdad."""

import threading
from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.servidor import Servidor, entorno_para, sirviendo
from ventanilla.correspondencia.tests.test_despachar import Buzon

pytestmark = [pytest.mark.lenta, pytest.mark.navegador]
ARGUMENTOS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
CLAVE = "una clave larga de prueba"
ASUNTO = "Hueco en la carrera quinta"
PETICION = {
    "clase": "peticion",
    "asunto": ASUNTO,
    "texto": "Hay un hueco frente a la escuela y pido que lo arreglen.",
    "solicitante": {
        "tipo": "natural",
        "nombre": "Ana Prueba Ficticia",
        "correo": "ana@ejemplo.com",
    },
    "medio_respuesta": "correo",
}
SEMILLA = f"""
from ventanilla.conftest import DESDE, nuevo_usuario
from ventanilla.correspondencia.servicios.abrir import abrir_series
from ventanilla.directorio.models import Dependencia, Entidad, Rol
Entidad.objects.all().delete()
Dependencia.objects.all().delete()
Entidad.objects.create(nombre="Alcaldía de Prueba", ciudad="Ibagué", direccion="Calle 9",
    horario="8 a 5", telefono="000", correo="c@ejemplo.gov.co", correo_atencion="a@ejemplo.gov.co")
abrir_series()
def nueva(codigo, nombre, atencion=False):
    return Dependencia.objects.create(
        codigo=codigo, nombre=nombre, es_atencion=atencion, desde=DESDE)
atencion = nueva("1040", "Dirección de Atención al Ciudadano", True)
obras = nueva("1500", "Secretaría de Infraestructura")
for quien, rol, donde in (("Amparo Ficticia", Rol.ATENCION, atencion),
        ("Beto Ficticio", Rol.FUNCIONARIO, obras), ("Diego Ficticio", Rol.JEFE, obras)):
    usuario = nuevo_usuario(quien, rol, donde)
    usuario.set_password({CLAVE!r})
    usuario.save()
"""


@pytest.fixture
def buzon() -> Iterator[Buzon]:
    with Buzon() as servidor:
        hilo = threading.Thread(target=servidor.serve_forever, daemon=True)
        hilo.start()
        yield servidor
        servidor.shutdown()
        hilo.join()


@pytest.fixture
def servidor(tmp_path: Path, buzon: Buzon) -> Iterator[Servidor]:
    correo = f"smtp://127.0.0.1:{buzon.server_address[1]}"
    with sirviendo(entorno_para(tmp_path, VENTANILLA_CORREO=correo)) as s:
        sembrado = s.orden("django", "shell", "-c", SEMILLA)
        assert sembrado.returncode == 0, sembrado.stderr
        yield s


@pytest.fixture
def navegador() -> Iterator[Browser]:
    # Con la máquina ocupada una página puede tardar; lo que se mide aquí no es la prisa.
    expect.set_options(timeout=20_000)
    with sync_playwright() as motor:
        abierto = motor.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTOS)
        yield abierto
        abierto.close()


def entrar(navegador: Browser, s: Servidor, nombre: str, *, ancho: int = 1280) -> Page:
    """Una ventana nueva con la sesión de esa persona."""
    contexto = navegador.new_context(
        base_url=s.base, viewport={"width": ancho, "height": 900}, locale="es-CO"
    )
    pagina = contexto.new_page()
    pagina.on("console", lambda m: pytest.fail(m.text) if m.type == "error" else None)
    pagina.goto("/trabajo/")
    revisar(pagina)
    pagina.get_by_label("Correo electrónico").fill(f"{nombre}@ejemplo.gov.co")
    pagina.get_by_label("Contraseña").fill(CLAVE)
    pagina.get_by_role("button", name="Entrar").click()
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


def test_de_la_peticion_a_la_respuesta_notificada(
    servidor: Servidor, navegador: Browser, buzon: Buzon
) -> None:
    recibo = servidor.pedir("/api/v1/peticiones", PETICION).json()

    amparo = entrar(navegador, servidor, "amparo")
    abrir(amparo, "todas")
    amparo.get_by_text("Enviar a otra dependencia").click()
    amparo.get_by_label("Enviar a", exact=True).select_option(label="Secretaría de Infraestructura")
    amparo.get_by_role("button", name="Enviar a esa dependencia").click()
    expect(amparo.get_by_text("pasó a Secretaría de Infraestructura")).to_be_visible()

    beto = entrar(navegador, servidor, "beto", ancho=375)
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

    diego = entrar(navegador, servidor, "diego")
    abrir(diego, "por-firmar")
    diego.get_by_role("link", name="Leer y firmar").click()
    diego.get_by_role("button", name="Firmar y dar número").click()
    expect(diego.get_by_text("Firmada: falta despacharla")).to_be_visible()
    revisar(diego)
    diego.get_by_role("button", name="Despachar la respuesta").click()
    _esperar_notificada(diego)

    cartas = [message_from_bytes(m, policy=policy.default) for m in buzon.mensajes]
    (respuesta,) = [c for c in cartas if str(c["Subject"]).startswith("Respuesta a su petición")]
    (pdf,) = respuesta.iter_attachments()
    assert pdf.get_content().startswith(b"%PDF-")

    ana = navegador.new_context(base_url=servidor.base).new_page()
    ana.goto("/consultar/")
    ana.get_by_label("Número").fill(recibo["radicado"])
    ana.get_by_label("Clave").fill(recibo["clave"])
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
