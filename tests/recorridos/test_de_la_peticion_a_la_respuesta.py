"""De la petición a la respuesta notificada, con el programa entero y un navegador de verdad."""

from email import message_from_bytes, policy
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.navegador import tocar
from tests.recorridos.conftest import Sitio
from tests.recorridos.pasos import (
    CELULAR,
    abrir,
    apretar,
    consultar,
    correo,
    entrar,
    esperar_texto,
    leer_para_firmar,
    radicar,
    revisar,
    texto_del_correo,
    ventana,
)

pytestmark = [pytest.mark.lenta, pytest.mark.navegador]
ASUNTO = "Hueco en la carrera quinta"


def test_de_la_peticion_a_la_respuesta_notificada(
    sitio: Sitio, chromium: Browser, tmp_path: Path
) -> None:
    servidor = sitio.servidor
    ana = ventana(chromium, servidor)
    radicado, clave = radicar(ana, sitio, tmp_path, ASUNTO)
    acuse = texto_del_correo(correo(sitio, f"Recibimos su petición {radicado}", ana))
    assert clave.replace(" ", "") not in acuse.replace(" ", "")
    assert ASUNTO not in acuse

    amparo = entrar(chromium, servidor, "amparo")
    revisar(amparo)
    abrir(amparo, "todas", ASUNTO)
    revisar(amparo)
    amparo.get_by_text("Enviar a otra dependencia").click()
    amparo.get_by_label("Enviar a", exact=True).select_option(label="Secretaría de Infraestructura")
    apretar(amparo, "Enviar a esa dependencia")
    expect(amparo.get_by_text("pasó a Secretaría de Infraestructura")).to_be_visible()

    beto = entrar(chromium, servidor, "beto", ancho=CELULAR)
    revisar(beto)
    abrir(beto, "dependencia", ASUNTO)
    revisar(beto)
    apretar(beto, "Asignarme")
    apretar(beto, "Aceptar competencia")
    expect(beto.get_by_text("Cumplido")).to_be_visible()
    tocar(beto.get_by_role("link", name="Escribir la respuesta"))
    beto.get_by_label("Respuesta", exact=True).fill("Buen día.\n\n- Se arregla el **lunes**.")
    expect(beto.get_by_text("Guardado.", exact=True)).to_be_visible()
    revisar(beto)
    apretar(beto, "Guardar y revisar")
    expect(beto.locator("article strong")).to_have_text("lunes")
    revisar(beto)
    apretar(beto, "Pasar a firma")

    diego = entrar(chromium, servidor, "diego")
    revisar(diego)
    leer_para_firmar(diego, ASUNTO)
    revisar(diego)
    apretar(diego, "Firmar y dar número")
    expect(diego.get_by_text("Firmada: falta despacharla")).to_be_visible()
    revisar(diego)
    apretar(diego, "Despachar la respuesta")
    esperar_texto(diego, "Notificada")
    expect(diego.get_by_role("heading", name="Notificada")).to_be_visible()
    revisar(diego)

    cartas = [message_from_bytes(m, policy=policy.default) for m in sitio.buzon.mensajes]
    (respuesta,) = [c for c in cartas if str(c["Subject"]).startswith("Respuesta a su petición")]
    (pdf,) = respuesta.iter_attachments()
    assert pdf.get_content().startswith(b"%PDF-")

    consultar(ana, radicado, clave, ASUNTO)
    expect(ana.get_by_text("Usted recibió la respuesta").first).to_be_visible()
    tocar(ana.get_by_role("link", name="Leer la respuesta").first)
    expect(ana.get_by_text("Se arregla el")).to_be_visible()
    assert servidor.orden("verificar").returncode == 0
