"""Las páginas de muestra en un chromium de verdad, bajo la misma política de contenido."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    FilePayload,
    Page,
    Route,
    expect,
)
from tests.accesibilidad import hallazgos
from tests.navegador import esperar_que

from ventanilla.comun.tests import muestrario

pytestmark = [pytest.mark.lenta, pytest.mark.navegador]

ESTATICO = Path(muestrario.__file__).parents[2] / "static"
TIPOS = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'"
)
SITIO = "http://muestrario.test"


class Servidor:
    """Entrega las páginas de muestra y anota los envíos; `respuesta` decide qué les contesta."""

    def __init__(self, paginas: dict[tuple[str, str], str]) -> None:
        self.paginas = paginas
        self.apariencia = ""
        self.envios: list[str] = []
        self.respuesta: dict[str, Any] | None = {"status": 200, "body": "<main>ok</main>"}

    def atender(self, ruta: Route) -> None:
        camino = urlparse(ruta.request.url).path
        if "/comun/" in camino:
            archivo = ESTATICO / camino[camino.index("comun/") :]
            ruta.fulfill(body=archivo.read_bytes(), content_type=TIPOS[archivo.suffix])
        elif ruta.request.method == "POST":
            self.envios.append(ruta.request.post_data or "")
            if self.respuesta is None:
                ruta.abort("connectionreset")
            else:
                ruta.fulfill(content_type="text/html; charset=utf-8", **self.respuesta)
        else:
            nombre = camino.strip("/") or "inicio"
            html = self.paginas.get((nombre, self.apariencia), "<title>otra</title>")
            cabeceras = {"Content-Security-Policy": CSP}
            ruta.fulfill(body=html, content_type="text/html; charset=utf-8", headers=cabeceras)


@pytest.fixture(scope="module")
def paginas() -> dict[tuple[str, str], str]:
    """Se arman antes de abrir el chromium: Django no corre dentro del lazo de Playwright."""
    nombres = muestrario.PAGINAS
    modos = ("", "contraste", "grande")
    armadas = {(n, m): muestrario.pagina(n, m) for n in nombres for m in modos}
    return armadas | {("500", m): muestrario.falla("500") for m in modos}


@pytest.fixture
def servidor(paginas: dict[tuple[str, str], str]) -> Servidor:
    return Servidor(paginas)


def _abrir(chromium: Browser, servidor: Servidor, **opciones: Any) -> tuple[BrowserContext, Page]:
    opciones = {"viewport": {"width": 375, "height": 760}, "reduced_motion": "reduce"} | opciones
    contexto = chromium.new_context(locale="es-CO", **opciones)
    contexto.route("**/*", servidor.atender)
    return contexto, contexto.new_page()


def _cerrar(contexto: BrowserContext) -> None:
    # Un pedido a medias quedaría sin a quién contestarle.
    contexto.unroute_all(behavior="ignoreErrors")
    contexto.close()


@pytest.fixture
def pagina(chromium: Browser, servidor: Servidor) -> Iterator[Page]:
    contexto, abierta = _abrir(chromium, servidor)
    yield abierta
    _cerrar(contexto)


@pytest.mark.parametrize(
    ("ancho", "esquema", "apariencia"),
    [(1280, "light", ""), (375, "light", ""), (1280, "dark", ""), (375, "dark", "grande"),
     (1280, "light", "contraste"), (375, "light", "grande"), (640, "light", ""), (320, "light", "")],
)  # fmt: skip
def test_axe_no_halla_nada_y_nada_se_desborda(
    chromium: Browser, servidor: Servidor, ancho: int, esquema: str, apariencia: str
) -> None:
    servidor.apariencia = apariencia
    vista = {"width": ancho, "height": 800}
    contexto, pagina = _abrir(chromium, servidor, viewport=vista, color_scheme=esquema)
    quejas: list[str] = []
    pagina.on("console", lambda m: quejas.append(m.text) if m.type == "error" else None)
    pagina.on("pageerror", lambda falla: quejas.append(str(falla)))
    for nombre in (*muestrario.PAGINAS, "500"):
        pagina.goto(f"{SITIO}/{nombre}/")
        quejas += [f"{nombre}: {h['id']} {h['nodes'][0]['html']}" for h in hallazgos(pagina)]
        sobra = pagina.evaluate("document.documentElement.scrollWidth - innerWidth")
        quejas += [f"{nombre}: desborda {sobra}"] if sobra > 0 else []
    _cerrar(contexto)
    assert quejas == []


def test_sin_javascript_se_ve_todo_y_el_resumen_toma_el_foco(
    chromium: Browser, servidor: Servidor
) -> None:
    contexto, pagina = _abrir(chromium, servidor, java_script_enabled=False)
    pagina.goto(f"{SITIO}/formulario-con-errores/")
    expect(pagina.get_by_label("Correo electrónico", exact=True)).to_be_visible()
    expect(pagina.locator(".resumen-errores")).to_be_focused()
    expect(pagina.locator("#menu-publico")).to_be_hidden()
    pagina.get_by_role("link", name="Menú", exact=True).click()
    expect(pagina.locator("#menu-publico")).to_be_visible()
    pagina.goto(f"{SITIO}/recibo/")
    expect(pagina.locator("[data-copiar]")).to_be_hidden()
    _cerrar(contexto)


def test_con_el_teclado_lo_primero_es_ir_al_contenido(pagina: Page) -> None:
    pagina.goto(f"{SITIO}/inicio/")
    pagina.keyboard.press("Tab")
    expect(pagina.get_by_role("link", name="Ir al contenido")).to_be_focused()
    pagina.keyboard.press("Enter")
    expect(pagina).to_have_url(re.compile("#"))
    pagina.keyboard.press("Tab")
    expect(pagina.get_by_role("link", name=re.compile("^Radicar una petición"))).to_be_focused()


def test_el_campo_que_depende_de_otro_aparece_y_escondido_no_viaja(pagina: Page) -> None:
    pagina.goto(f"{SITIO}/formulario/")
    correo = pagina.get_by_label("Correo electrónico", exact=True)
    expect(correo).to_be_hidden()
    pagina.get_by_role("radio", name="Por correo electrónico").check()
    correo.fill("ana@correo.example")
    pagina.get_by_role("radio", name="Por correo físico").check()
    expect(correo).to_be_hidden()
    expect(correo).to_be_disabled()
    pagina.get_by_role("radio", name="Por correo electrónico").check()
    expect(correo).to_have_value("ana@correo.example")


def _esperar_borrador(pagina: Page, con: str) -> None:
    esperar_que(pagina, f"(localStorage.getItem('borrador:radicar') || '').includes('{con}')")


def test_lo_escrito_vuelve_tras_cerrar_menos_lo_que_no_se_guarda(pagina: Page) -> None:
    pagina.goto(f"{SITIO}/formulario/")
    pagina.get_by_label("Reclamo").check()
    pagina.get_by_label("Asunto").fill("Hueco en la carrera 5")
    pagina.get_by_label("Número de documento").fill("123456")
    _esperar_borrador(pagina, con="Hueco")
    pagina.goto(f"{SITIO}/formulario/")
    expect(pagina.get_by_text("Recuperamos lo que estaba escribiendo")).to_be_visible()
    expect(pagina.get_by_label("Asunto")).to_have_value("Hueco en la carrera 5")
    expect(pagina.get_by_label("Reclamo")).to_be_checked()
    expect(pagina.get_by_label("Número de documento")).to_have_value("")
    pagina.get_by_role("button", name="Descartar y empezar de nuevo").click()
    expect(pagina.get_by_label("Asunto")).to_have_value("")
    pagina.reload()
    expect(pagina.get_by_label("Asunto")).to_have_value("")


def test_el_recibo_borra_el_borrador(pagina: Page) -> None:
    pagina.goto(f"{SITIO}/formulario/")
    pagina.get_by_label("Asunto").fill("Hueco")
    _esperar_borrador(pagina, con="Hueco")
    pagina.goto(f"{SITIO}/recibo/")
    # El recibo de muestra no carga borrador.js; se agrega como lo hará la página real.
    pagina.add_script_tag(url=f"{SITIO}/estatico/comun/js/borrador.js")
    esperar_que(pagina, "localStorage.getItem('borrador:radicar') === null")


def test_sin_red_no_se_envia_y_se_dice(pagina: Page, servidor: Servidor) -> None:
    pagina.goto(f"{SITIO}/formulario/")
    pagina.get_by_label("Asunto").fill("Hueco")
    pagina.context.set_offline(True)
    pagina.get_by_role("button", name="Radicar petición").click()
    expect(pagina.get_by_text("Nada se ha enviado")).to_be_visible()
    assert servidor.envios == []
    pagina.context.set_offline(False)
    expect(pagina.get_by_text("Ya puede enviar")).to_be_visible()


def _adjuntar(pagina: Page, *archivos: tuple[str, int]) -> None:
    pagina.get_by_label("Fotos o documentos").set_input_files(
        [FilePayload(name=n, mimeType="text/plain", buffer=b"x" * peso) for n, peso in archivos]
    )


def test_los_archivos_se_suman_se_quitan_y_se_revisan(pagina: Page, servidor: Servidor) -> None:
    pagina.goto(f"{SITIO}/formulario/")
    _adjuntar(pagina, ("uno.txt", 10))
    _adjuntar(pagina, ("vacio.txt", 0), ("programa.exe", 5))
    renglones = pagina.locator(".adjuntos > li")
    expect(renglones).to_have_count(3)
    expect(renglones.nth(1)).to_contain_text("Este archivo está vacío")
    expect(renglones.nth(2)).to_contain_text("No recibimos este tipo de archivo")
    expect(pagina.get_by_role("status").filter(has_text="Atención")).to_have_count(1)
    pagina.get_by_role("button", name="Radicar petición").click()
    expect(pagina.get_by_role("alert")).to_contain_text("Falta arreglar un archivo")
    assert servidor.envios == []
    pagina.get_by_role("button", name="Quitar programa.exe").click()
    pagina.get_by_role("button", name="Quitar vacio.txt").click()
    expect(renglones).to_have_count(1)
    assert pagina.locator("input[type=file]").evaluate("e => e.files.length") == 1


def test_si_se_corta_la_red_al_enviar_se_dice_y_nada_se_pierde(
    pagina: Page, servidor: Servidor
) -> None:
    servidor.respuesta = None
    pagina.goto(f"{SITIO}/formulario/")
    pagina.get_by_label("Asunto").fill("Hueco")
    _adjuntar(pagina, ("uno.txt", 10))
    pagina.get_by_role("button", name="Radicar petición").click()
    alerta = pagina.get_by_role("alert")
    expect(alerta).to_contain_text(re.compile("NO se recibió|no sabemos si alcanzó a llegar"))
    expect(alerta).to_be_focused()
    expect(pagina.get_by_label("Asunto")).to_have_value("Hueco")
    expect(pagina.locator(".adjuntos > li")).to_have_count(1)
    expect(pagina.get_by_role("button", name="Radicar petición")).to_be_enabled()


@pytest.mark.parametrize(
    ("estado", "frase"), [(503, "NO se recibió: el sistema tuvo una falla"), (413, "pesan más")]
)
def test_si_el_servidor_falla_se_dice_que_no_se_recibio(
    pagina: Page, servidor: Servidor, estado: int, frase: str
) -> None:
    servidor.respuesta = {"status": estado, "body": "<main></main>"}
    pagina.goto(f"{SITIO}/formulario/")
    _adjuntar(pagina, ("uno.txt", 10))
    pagina.get_by_role("button", name="Radicar petición").click()
    expect(pagina.get_by_role("alert")).to_contain_text(frase)


def test_si_hay_errores_los_archivos_se_conservan(
    pagina: Page, servidor: Servidor, paginas: dict[tuple[str, str], str]
) -> None:
    servidor.respuesta = {"status": 422, "body": paginas["formulario-con-errores", ""]}
    pagina.goto(f"{SITIO}/formulario/")
    _adjuntar(pagina, ("uno.txt", 10))
    pagina.get_by_role("button", name="Radicar petición").click()
    expect(pagina.locator(".resumen-errores")).to_be_focused()
    expect(pagina.locator(".adjuntos > li")).to_have_count(1)
    pagina.get_by_role("button", name="Radicar petición").click()
    expect(pagina.locator(".resumen-errores")).to_be_focused()
    assert len(servidor.envios) == 2


def test_oprimir_dos_veces_envia_una(pagina: Page, servidor: Servidor) -> None:
    pagina.goto(f"{SITIO}/formulario/")
    pagina.get_by_label("Asunto").fill("Hueco")
    pagina.evaluate(
        """() => { const b = document.querySelector('button[type=submit].boton-grande');
        b.click(); b.click(); b.click(); }"""
    )
    expect(pagina.get_by_text("ok", exact=True)).to_be_visible()
    assert len(servidor.envios) == 1


def test_el_contraste_y_la_letra_se_prenden_y_quedan_en_la_galleta(
    pagina: Page, servidor: Servidor
) -> None:
    pagina.goto(f"{SITIO}/inicio/")
    boton = pagina.get_by_role("button", name="Contraste")
    boton.click()
    expect(boton).to_have_attribute("aria-pressed", "true")
    expect(pagina.locator("html")).to_have_class(re.compile("contraste"))
    assert "apariencia=contraste" in pagina.evaluate("document.cookie")
    assert pagina.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(0, 0, 0)"
    boton.click()
    expect(pagina.locator("html")).not_to_have_class(re.compile("contraste"))
    assert servidor.envios == []


def test_el_menu_de_la_persona_se_cierra_con_escape(pagina: Page) -> None:
    pagina.goto(f"{SITIO}/bandeja/")
    boton = pagina.locator(".menu-usuario > summary")
    boton.click()
    expect(pagina.locator(".menu-usuario > div")).to_be_visible()
    pagina.keyboard.press("Escape")
    expect(pagina.locator(".menu-usuario > div")).to_be_hidden()
    expect(boton).to_be_focused()


@pytest.mark.parametrize("ancho", [1280, 900, 375])
def test_un_asunto_larguisimo_no_saca_las_demas_columnas_de_la_pantalla(
    chromium: Browser, servidor: Servidor, ancho: int
) -> None:
    contexto, pagina = _abrir(chromium, servidor, viewport={"width": ancho, "height": 800})
    pagina.goto(f"{SITIO}/bandeja/")
    fila = pagina.locator(".tabla-fija tbody tr").first
    fila.locator("a").evaluate("enlace => { enlace.textContent = 'x'.repeat(200); }")
    sobra = pagina.evaluate(
        "() => { const m = document.querySelector('.tabla-marco');"
        " return m.scrollWidth - m.clientWidth; }"
    )
    contexto.close()
    assert sobra <= 0


def test_en_papel_no_salen_menus_ni_botones(pagina: Page) -> None:
    pagina.goto(f"{SITIO}/recibo/")
    pagina.emulate_media(media="print")
    expect(pagina.locator(".barra-govco")).to_be_hidden()
    expect(pagina.get_by_role("link", name="Descargar constancia")).to_be_hidden()
    expect(pagina.get_by_text("2026-073412")).to_be_visible()
