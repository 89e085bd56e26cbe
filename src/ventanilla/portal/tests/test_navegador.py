"""El portal en un navegador: accesible, sin desbordes, liviano, con y sin JavaScript."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core import mail
from playwright.sync_api import Browser, Page, expect
from tests.accesibilidad import graves
from tests.navegador import tocar

from ventanilla.auditoria.servicios import sellar
from ventanilla.comun.reloj import ahora
from ventanilla.conftest import Dependencias
from ventanilla.directorio.models import Dependencia
from ventanilla.peticiones.consultas.publicas import abrir
from ventanilla.peticiones.servicios.radicar import Radicada
from ventanilla.portal.tests.test_clave_perdida import _codigo_del_correo, _trabajar

pytestmark = [pytest.mark.lenta, pytest.mark.navegador, pytest.mark.django_db(transaction=True)]

PESO_MAXIMO = 150 * 1024
RUTAS = (
    "/",
    "/cuando-me-responden/",
    "/cuando-me-responden/?clase=peticion&fecha=2026-11-20",
    "/cuando-me-responden/?clase=informacion&fecha=2026-10-01&requerida=2026-10-05",
    "/cuando-me-responden/?clase=&fecha=2026-02-31&completada=2026-02-03",
    "/directorio/",
    "/directorio/?q=zzz",
    "/directorio/1040/",
    "/directorio/organigrama/",
    "/verificar/no-existe/",
    "/perdi-mi-clave/",
    "/perdi-mi-clave/?vencio=1",
    "/atencion/",
    "/avisos/",
    "/ayuda/",
    "/privacidad/",
    "/accesibilidad/",
    "/transparencia/",
    "/api/docs",
)
_PESO = """() => performance.getEntriesByType("resource")
  .concat(performance.getEntriesByType("navigation")).reduce((s, e) => s + e.transferSize, 0)"""


def _faltas(pagina: Page) -> list[str]:
    faltas = graves(pagina)
    if pagina.evaluate("document.documentElement.scrollWidth > innerWidth"):
        faltas.append("se sale por el lado")
    if pagina.evaluate(_PESO) > PESO_MAXIMO:
        faltas.append("pesa más de 150 KB")
    return faltas


@pytest.mark.parametrize(
    ("ancho", "esquema", "apariencia"),
    [
        (1280, "light", ""),
        (375, "dark", "grande"),
        (640, "dark", ""),  # 1280 al 200 %
        (375, "light", "contraste"),
    ],
)
def test_ninguna_pagina_tiene_faltas(
    chromium: Browser,
    live_server: Any,
    radicada: Callable[..., Radicada],
    dependencias: Dependencias,
    ancho: int,
    esquema: Any,
    apariencia: str,
) -> None:
    Dependencia.objects.create(
        codigo="1501", nombre="Vías", padre=dependencias.infraestructura, desde=date(2020, 1, 1)
    )
    ficha = radicada().radicado.verificacion
    sellar(ahora=ahora())
    contexto = chromium.new_context(
        viewport={"width": ancho, "height": 800}, color_scheme=esquema, locale="es-CO"
    )
    contexto.add_cookies([{"name": "apariencia", "value": apariencia, "url": live_server.url}])
    pagina = contexto.new_page()
    faltas: list[str] = []
    pagina.on("pageerror", lambda e: faltas.append(str(e)))
    pagina.on(
        "console",
        lambda m: faltas.append(m.text) if "Content Security Policy" in m.text else None,
    )
    for ruta in (*RUTAS, f"/verificar/{ficha}/"):
        pagina.goto(f"{live_server.url}{ruta}")
        faltas += [f"{ruta} {falta}" for falta in _faltas(pagina)]
    contexto.close()
    assert faltas == []


@pytest.mark.parametrize("con_guiones", [True, False])
def test_quien_perdio_su_clave_recibe_otra(
    chromium: Browser, live_server: Any, radicada: Callable[..., Radicada], con_guiones: bool
) -> None:
    hecha = radicada()
    contexto = chromium.new_context(
        viewport={"width": 375, "height": 800}, java_script_enabled=con_guiones
    )
    pagina = contexto.new_page()
    pagina.goto(live_server.url)
    tocar(pagina.get_by_role("link", name=re.compile("^Perdí mi clave")))
    tocar(pagina.get_by_role("button", name="Enviarme el código"))
    expect(pagina.locator(".resumen-errores")).to_be_focused()
    pagina.get_by_label("Número de radicado").fill(hecha.radicado.impreso)
    pagina.get_by_label("Correo electrónico").fill("ana@ejemplo.com")
    tocar(pagina.get_by_role("button", name="Enviarme el código"))
    expect(pagina.get_by_role("heading", name="Escriba el código")).to_be_visible()
    assert not con_guiones or _faltas(pagina) == []
    _trabajar()
    pagina.get_by_label("Código de seis cifras").fill(_codigo_del_correo())
    tocar(pagina.get_by_role("button", name="Darme una clave nueva"))
    nueva = pagina.locator("#clave").inner_text()
    assert not con_guiones or _faltas(pagina) == []
    assert abrir(hecha.radicado.impreso, nueva) == hecha.peticion
    assert abrir(hecha.radicado.impreso, hecha.clave) is None
    assert len(mail.outbox) == 1
    tocar(pagina.get_by_role("link", name="Ver mi petición"))
    expect(pagina.get_by_text(hecha.radicado.impreso).first).to_be_visible()
    contexto.close()


def test_sin_javascript_se_calcula_la_fecha_y_se_cambia_el_contraste(
    chromium: Browser, live_server: Any, dependencias: Dependencias
) -> None:
    contexto = chromium.new_context(java_script_enabled=False)
    pagina = contexto.new_page()
    pagina.goto(f"{live_server.url}/cuando-me-responden/")
    pagina.get_by_label("¿Qué presentó?").select_option("consulta")
    pagina.get_by_label("¿Qué día la recibieron?").fill("2024-03-01")
    tocar(pagina.get_by_role("button", name="Calcular la fecha"))
    expect(pagina.get_by_role("heading", level=1)).to_contain_text("miércoles 17 de abril de 2024")
    tocar(pagina.get_by_role("button", name="Contraste"))
    expect(pagina.locator("html")).to_have_class(re.compile("contraste"))
    contexto.close()
