"""Le piden que la complete, la completa con su celular, y el jefe amplía el término avisándole."""

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.navegador import tocar
from tests.recorridos.conftest import Sitio
from tests.recorridos.pasos import abrir, correo, entrar, revisar
from tests.recorridos.test_de_la_peticion_a_la_respuesta import ASUNTO

pytestmark = [pytest.mark.lenta, pytest.mark.navegador]
FALTA = "Díganos la dirección exacta del hueco."
RADICAR = f"""
from ventanilla.comun.actores import CIUDADANIA
from ventanilla.comun.reloj import ahora
from ventanilla.conftest import dejar
from ventanilla.directorio.models import Dependencia
from ventanilla.peticiones.reglas.solicitud import Solicitante, Solicitud
from ventanilla.peticiones.servicios.radicar import radicar
ana = Solicitante(nombre="Ana Prueba Ficticia", correo="ana@ejemplo.com")
r = radicar(Solicitud(clase="peticion", asunto="{ASUNTO}", texto="Pido que lo arreglen.",
    solicitante=ana), actor=CIUDADANIA, ahora=ahora())
dejar(r.peticion, dependencia=Dependencia.objects.get(codigo="1500"))
print(r.radicado.impreso, r.clave, r.vence)
"""


def _ana(navegador: Browser, sitio: Sitio, radicado: str, clave: str) -> Page:
    contexto = navegador.new_context(
        base_url=sitio.servidor.base, viewport={"width": 375, "height": 800}, locale="es-CO"
    )
    pagina = contexto.new_page()
    pagina.goto("/consultar/")
    pagina.locator("[name=radicado]").fill(radicado)
    pagina.locator("[name=clave]").fill(clave)
    tocar(pagina.locator("main form button[type=submit]").first)
    expect(pagina.get_by_role("heading", level=1)).to_have_text(ASUNTO)
    return pagina


def test_de_lo_que_falta_a_la_ampliacion(sitio: Sitio, chromium: Browser, tmp_path: Path) -> None:
    hecho = sitio.servidor.orden("django", "shell", "-v", "0", "-c", RADICAR)
    assert hecho.returncode == 0, hecho.stderr
    radicado, clave, vence = hecho.stdout.split()

    beto = entrar(chromium, sitio.servidor, "beto")
    abrir(beto, "dependencia", ASUNTO)
    tocar(beto.get_by_role("link", name="Pedir que la complete"))
    revisar(beto)
    # Vacío no se envía: el navegador se queda y señala el campo.
    beto.get_by_role("button", name="Pedirle lo que falta").click()
    expect(beto.get_by_label("¿Qué falta?")).to_be_focused()
    beto.get_by_label("¿Qué falta?").fill(FALTA)
    tocar(beto.get_by_role("button", name="Pedirle lo que falta"))
    expect(beto.get_by_text("El término está detenido")).to_be_visible()
    revisar(beto)
    correo(sitio, f"Nos falta algo para resolver su petición {radicado}", beto)

    ana = _ana(chromium, sitio, radicado, clave)
    revisar(ana)
    expect(ana.get_by_text(FALTA).first).to_be_visible()
    tocar(ana.get_by_role("button", name="Necesito más tiempo"))
    expect(ana.get_by_text("Ahora tiene hasta el")).to_be_visible()
    tocar(ana.get_by_role("link", name="Completar mi petición"))
    revisar(ana)
    foto = tmp_path / "hueco.jpg"
    foto.write_bytes(b"\xff\xd8\xff\xe0" + b"\x00" * 2000)
    ana.get_by_label("Escriba lo que falta").fill("Carrera 5 con calle 42.")
    ana.locator("[name=anexos]").set_input_files(foto)
    tocar(ana.get_by_role("button", name="Enviar"))
    expect(ana.get_by_text("La recibimos. Quedó con la fecha")).to_be_visible()
    expect(ana.get_by_text("anexo-1.jpg")).to_be_visible()
    revisar(ana)

    diego = entrar(chromium, sitio.servidor, "diego", ancho=375)
    abrir(diego, "dependencia", ASUNTO)
    expect(diego.get_by_text("Carrera 5 con calle 42.").first).to_be_visible()
    tocar(diego.get_by_role("link", name="Ampliar el término"))
    revisar(diego)
    tope = date.fromisoformat(diego.locator("[name=hasta]").get_attribute("max") or "")
    assert tope > date.fromisoformat(vence)
    diego.locator("[name=hasta]").fill(tope.isoformat())
    diego.get_by_label("¿Por qué no se alcanza?").fill("La visita técnica es la otra semana.")
    tocar(diego.get_by_role("button", name="Ampliar y avisarle a la persona"))
    expect(diego.get_by_text("El término se amplió hasta el")).to_be_visible()
    correo(sitio, f"Necesitamos más tiempo para su petición {radicado}", diego)

    ana.reload()
    expect(ana.get_by_text("Necesitamos más tiempo")).to_be_visible()
    tocar(ana.get_by_role("link", name="Retirar esta petición"))
    revisar(ana)
    ana.get_by_label("Sí, quiero retirar esta petición").check()
    tocar(ana.get_by_role("button", name="Retirar la petición"))
    expect(ana.get_by_text("Usted retiró la petición")).to_be_visible()
