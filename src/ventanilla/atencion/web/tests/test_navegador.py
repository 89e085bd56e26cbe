"""El recorrido del ciudadano en un navegador: radicar, recibo, constancia, consultar y salir."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect
from tests.accesibilidad import graves
from tests.navegador import esperar_que, tocar

from ventanilla.peticiones.models import Peticion

pytestmark = [pytest.mark.lenta, pytest.mark.navegador, pytest.mark.django_db(transaction=True)]

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 3000
PESO_MAXIMO = 150 * 1024
RECIBO = re.compile("/recibo/")
TAMANOS = [(375, 800), (640, 450), (1280, 900)]
_PESO = """() => performance.getEntriesByType("resource")
  .concat(performance.getEntriesByType("navigation")).reduce((s, e) => s + e.transferSize, 0)"""
_DESBORDE = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture
def sitio(live_server: Any, dependencias: Any, series: None) -> str:
    """La dirección del programa, con su entidad y sus series."""
    return str(live_server.url)


def abrir(chromium: Browser, ancho: int, alto: int, **opciones: Any) -> Page:
    contexto = chromium.new_context(
        viewport={"width": ancho, "height": alto}, locale="es-CO", **opciones
    )
    return contexto.new_page()


def revisar(pagina: Page) -> None:
    """Nada serio para axe, nada se sale por el lado y pesa lo que debe."""
    assert graves(pagina) == [], pagina.url
    assert not pagina.evaluate(_DESBORDE), pagina.url
    assert pagina.evaluate(_PESO) < PESO_MAXIMO, pagina.url


def png(nombre: str, contenido: bytes) -> FilePayload:
    return {"name": nombre, "mimeType": "image/png", "buffer": contenido}


def llenar(pagina: Page) -> None:
    pagina.check("input[name=clase][value=reclamo]")
    pagina.fill("[name=texto]", "Hay un hueco en la carrera 5 con calle 42. 😀")
    pagina.fill("[name=nombre]", "Ana Ficticia")
    pagina.fill("[name=correo]", "ana@ejemplo.com")
    pagina.check("input[name=medio_respuesta][value=correo]")


def boton(pagina: Page) -> Any:
    return pagina.get_by_role("button", name="Radicar petición")


@pytest.mark.parametrize(("ancho", "alto"), TAMANOS)
def test_de_la_peticion_a_la_consulta(chromium: Browser, sitio: str, ancho: int, alto: int) -> None:
    pagina = abrir(chromium, ancho, alto)
    fallas: list[str] = []
    pagina.on("pageerror", lambda e: fallas.append(str(e)))
    pagina.on(
        "console",
        lambda m: fallas.append(m.text) if "Content Security Policy" in m.text else None,
    )
    pagina.goto(f"{sitio}/radicar/")
    revisar(pagina)
    tocar(boton(pagina))
    expect(pagina.locator(".resumen-errores")).to_be_focused()
    revisar(pagina)
    llenar(pagina)
    pagina.set_input_files(
        "[name=anexos]",
        [
            png("foto.png", PNG),
            png("otra foto.png", b"MZ" + PNG),
        ],
    )
    boton(pagina).click()
    expect(pagina.locator("#id_anexos_error")).to_contain_text("es un programa")
    expect(pagina.locator(".adjuntos li")).to_have_count(2)
    expect(pagina.get_by_text("Vuelva a adjuntar sus archivos")).to_be_hidden()
    revisar(pagina)
    pagina.locator(".adjuntos button").nth(1).click()
    tocar(boton(pagina))
    expect(pagina).to_have_url(RECIBO)
    revisar(pagina)
    numero = pagina.inner_text(".radicado")
    clave = pagina.inner_text("#clave")
    assert re.fullmatch(r"\d{4}-\d{6}", numero)
    with pagina.expect_download() as descarga:
        pagina.get_by_role("link", name="Descargar constancia").first.click()
    assert descarga.value.suggested_filename == f"constancia-{numero}.pdf"
    tocar(pagina.get_by_role("link", name="Ver cómo va"))
    revisar(pagina)
    with pagina.expect_download() as descarga:
        pagina.get_by_role("link", name="anexo-1.png").click()
    assert descarga.value.suggested_filename == "anexo-1.png"
    tocar(pagina.get_by_role("button", name="Salir"))
    expect(pagina).to_have_url(re.compile("/consultar/$"))
    revisar(pagina)
    pagina.fill("[name=radicado]", numero)
    pagina.fill("[name=clave]", "no es esta")
    tocar(pagina.get_by_role("button", name="Consultar"))
    expect(pagina.locator(".resumen-errores")).to_contain_text("No hay una petición")
    revisar(pagina)
    pagina.fill("[name=clave]", clave.lower())
    tocar(pagina.get_by_role("button", name="Consultar"))
    expect(pagina).to_have_url(re.compile("/mi-peticion/"))
    assert fallas == []
    pagina.context.close()


def test_sin_javascript_se_radica_y_se_ven_todos_los_campos(chromium: Browser, sitio: str) -> None:
    pagina = abrir(chromium, 375, 800, java_script_enabled=False)
    pagina.goto(f"{sitio}/radicar/")
    for campo in ("nombre", "representante", "direccion", "barrio", "correo"):
        expect(pagina.locator(f"[name={campo}]")).to_be_visible()
    expect(pagina.locator("[name=sitio_web]")).to_be_hidden()
    pagina.set_input_files("[name=anexos]", [png("plano.png", PNG)])
    tocar(boton(pagina))
    expect(pagina.locator(".resumen-errores")).to_be_visible()
    expect(pagina.get_by_text("Vuelva a adjuntar sus archivos")).to_be_visible()
    expect(pagina.get_by_text("plano.png")).to_be_visible()
    llenar(pagina)
    tocar(boton(pagina))
    expect(pagina).to_have_url(RECIBO)
    expect(pagina.locator("#clave")).to_be_visible()
    expect(pagina.get_by_role("button", name="Copiar")).to_be_hidden()
    pagina.context.close()


def test_dos_toques_volver_atras_y_dos_pestanas_son_una_peticion(
    chromium: Browser, sitio: str
) -> None:
    pagina = abrir(chromium, 375, 800)
    otra = pagina.context.new_page()
    for p in (pagina, otra):
        p.goto(f"{sitio}/radicar/")
        llenar(p)
    with pagina.expect_navigation():
        boton(pagina).dblclick()
    expect(pagina).to_have_url(RECIBO)
    recibo = pagina.url
    tocar(boton(otra))
    expect(otra).to_have_url(RECIBO)
    assert otra.url == recibo
    pagina.go_back()
    llenar(pagina)
    tocar(boton(pagina))
    expect(pagina).to_have_url(RECIBO)
    assert pagina.url == recibo
    assert Peticion.objects.count() == 1
    pagina.context.close()


def test_lo_escrito_sigue_al_cerrar_la_pagina_y_se_borra_al_radicar(
    chromium: Browser, sitio: str
) -> None:
    pagina = abrir(chromium, 375, 800)
    pagina.goto(f"{sitio}/radicar/")
    llenar(pagina)
    esperar_que(
        pagina,
        "Object.entries(localStorage).some(([k, v]) => k.startsWith('borrador:') && v.includes('ana@'))",
    )
    pagina.goto("about:blank")
    pagina.goto(f"{sitio}/radicar/")
    expect(pagina.locator("[name=nombre]")).to_have_value("Ana Ficticia")
    expect(pagina.get_by_text("Recuperamos lo que estaba escribiendo")).to_be_visible()
    tocar(boton(pagina))
    expect(pagina).to_have_url(RECIBO)
    pagina.goto(f"{sitio}/radicar/?otra=1")
    expect(pagina.locator("[name=nombre]")).to_have_value("")
    pagina.context.close()


def test_con_el_teclado_solo_se_llega_del_comienzo_al_boton(chromium: Browser, sitio: str) -> None:
    pagina = abrir(chromium, 1280, 900)
    pagina.goto(f"{sitio}/radicar/")
    vistos: list[str] = []
    for _ in range(60):
        pagina.keyboard.press("Tab")
        vistos.append(pagina.evaluate("() => document.activeElement.name || ''"))
        if pagina.evaluate("() => document.activeElement.dataset.enviando || ''"):
            break
    else:
        pytest.fail("No se llegó al botón de radicar con el tabulador.")
    esperados = ["clase", "texto", "asunto", "anexos", "tipo", "nombre", "medio_respuesta"]
    assert [v for v in vistos if v in esperados] == esperados
    assert "sitio_web" not in vistos
    pagina.context.close()
