"""Quien administra arma una dependencia, su jefa, un día que se cierra y el reglamento; y ella responde."""

import re
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.navegador import tocar
from tests.recorridos.conftest import Sitio, programa
from tests.recorridos.pasos import (
    CELULAR,
    abrir,
    apretar,
    correo,
    entrar,
    esperar_texto,
    identificarse,
    mirar,
    radicar,
    texto_del_correo,
    ventana,
)
from tests.recorridos.test_segundo_factor import codigo_de
from tests.servidor import PACIENCIA
from ventanilla.comun.calendario import Calendario
from ventanilla.comun.reloj import hoy

pytestmark = [pytest.mark.lenta, pytest.mark.navegador]
ASUNTO = "Columpios rotos en el parque"
NUEVA = "una clave nueva y bien larga"


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def exigente(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Sitio]:
    """El programa como viene de fábrica para quien administra y quien firma: con segundo factor."""
    datos = tmp_path_factory.mktemp("administrar")
    with programa(request.param, datos, VENTANILLA_SEGUNDO_FACTOR="administrador,jefe") as puesto:
        yield puesto


def _activar_telefono(pagina: Page) -> None:
    expect(pagina.get_by_role("heading", level=1)).to_contain_text("Active su segundo factor")
    mirar(pagina)
    pagina.get_by_text("No puedo leer el dibujo").click()
    secreto = pagina.locator(".clave-secreta").inner_text()
    pagina.get_by_label("Código").fill(codigo_de(secreto))
    apretar(pagina, "Activar")
    expect(pagina.get_by_role("heading", level=1)).to_contain_text("códigos de respaldo")


def _dependencia(admin: Page) -> None:
    admin.goto("/trabajo/")
    expect(admin.get_by_role("heading", level=1)).to_have_text("La entidad")
    mirar(admin)
    tocar(admin.locator("main a[href='/trabajo/entidad/dependencias/']"))
    mirar(admin)
    tocar(admin.get_by_role("link", name="Crear una dependencia"))
    mirar(admin)
    admin.locator("[name=codigo]").fill("1600")
    admin.locator("[name=nombre]").fill("Oficina de Parques")
    admin.locator("[name=desde]").fill(hoy().isoformat())
    admin.locator("[name=palabras]").fill("parques, juegos, columpios")
    apretar(admin, "Crear la dependencia")
    expect(admin.get_by_text("Oficina de Parques quedó creada.")).to_be_visible()
    mirar(admin)


def _persona(admin: Page) -> None:
    admin.goto("/trabajo/entidad/personas/")
    mirar(admin)
    tocar(admin.get_by_role("link", name="Agregar una persona"))
    mirar(admin)
    admin.get_by_label("Nombre completo").fill("Eva Ficticia")
    admin.get_by_label("Correo de la entidad").fill("eva@ejemplo.gov.co")
    apretar(admin, "Crear la cuenta")
    expect(admin.get_by_role("heading", level=1)).to_have_text("Eva Ficticia")
    tocar(admin.locator("a[href$='/vincular/']"))
    mirar(admin)
    admin.locator("[name=clase][value=libre_nombramiento]").check()
    apretar(admin, "Anotar")
    tocar(admin.get_by_role("link", name="Darle un cargo"))
    mirar(admin)
    admin.locator("[name=rol]").select_option("jefe")
    admin.locator("[name=dependencia]").select_option(label="Oficina de Parques")
    admin.locator("[name=cargo]").fill("Jefa de la Oficina de Parques")
    admin.locator("[name=acto]").fill("Decreto 12 de 2026")
    apretar(admin, "Darle el cargo")
    expect(admin.get_by_text("Eva Ficticia tiene el rol Jefe de dependencia.")).to_be_visible()
    mirar(admin)


def _dia_que_se_cierra(admin: Page, radicado: str) -> None:
    """Un día hábil que cae dentro del término de la petición: se ve qué se movería y se guarda."""
    cual = Calendario().siguiente_habil(hoy() + timedelta(days=3))
    admin.goto("/trabajo/dias/declarar/")
    mirar(admin)
    admin.locator("[name=desde]").fill(cual.isoformat())
    admin.locator("[name=motivo]").fill("Aniversario del municipio")
    admin.locator("[name=acto]").fill("Decreto 0123 de 2026")
    admin.locator("[name=afecta_terminos_legales]").check()
    apretar(admin, "Ver qué se movería")
    expect(admin.get_by_role("heading", name="Qué se movería")).to_be_visible()
    expect(admin.get_by_role("cell", name=radicado).first).to_be_visible()
    mirar(admin)
    apretar(admin, "Guardar estos días")
    expect(admin.get_by_role("cell", name="Aniversario del municipio")).to_be_visible()


def _vence(pagina: Page, radicado: str) -> date:
    """La fecha de la respuesta que la persona lee en su petición."""
    pagina.goto(f"/mi-peticion/{radicado}/")
    dicha = pagina.locator(".plazo strong").inner_text()
    dia, mes, anio = re.search(r"(\d+) de (\w+) de (\d{4})", dicha).groups()  # type: ignore[union-attr]
    meses = (
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
    )
    return date(int(anio), meses.split().index(mes) + 1, int(dia))


def _esperar_que_se_mueva(pagina: Page, radicado: str, antes: date) -> None:
    limite = time.monotonic() + PACIENCIA
    while time.monotonic() < limite:
        if _vence(pagina, radicado) > antes:
            return
        pagina.wait_for_timeout(1000)
    raise AssertionError(f"la fecha de la petición no se movió en {PACIENCIA} segundos")


def _reglamento(admin: Page) -> None:
    admin.goto("/trabajo/reglamento/")
    mirar(admin)
    apretar(admin, "Empezar con el texto de fábrica")
    mirar(admin)
    admin.locator("[name=horario]").fill("lunes a viernes, 7:00 a. m. a 4:00 p. m.")
    apretar(admin, "Guardar y revisar qué cambia")
    expect(admin.get_by_role("cell", name="7:00 a. m. a 4:00 p. m.")).to_be_visible()
    mirar(admin)
    admin.locator("[name=acto]").fill("Resolución 45 de 2026")
    admin.locator("[name=fecha_acto]").fill(hoy().isoformat())
    admin.locator("[name=desde]").fill(hoy().isoformat())
    apretar(admin, "Adoptar la versión 1")
    expect(admin.get_by_text("La versión 1 quedó adoptada.")).to_be_visible()
    admin.goto("/reglamento/")
    expect(admin.get_by_text("7:00 a. m. a 4:00 p. m.").first).to_be_visible()
    mirar(admin)


def _primera_entrada(eva: Page, sitio: Sitio) -> None:
    """Del correo de bienvenida a su contraseña y su teléfono."""
    bienvenida = texto_del_correo(correo(sitio, "Su cuenta para trabajar en Ventanilla", eva))
    assert "eva@ejemplo.gov.co" not in bienvenida
    eva.goto("/cuenta/clave/")
    mirar(eva)
    eva.locator("[name=email]").fill("eva@ejemplo.gov.co")
    apretar(eva, "Enviarme el enlace")
    carta = texto_del_correo(correo(sitio, "Contraseña nueva para entrar a Ventanilla", eva))
    enlace = re.search(r"https?://[^/\s]+(/cuenta/\S+)", carta)
    assert enlace, carta
    eva.goto(enlace.group(1))
    mirar(eva)
    eva.locator("[name=password1]").fill(NUEVA)
    eva.locator("[name=password2]").fill(NUEVA)
    apretar(eva, "Guardar la contraseña")
    expect(eva.get_by_role("heading", level=1)).to_be_visible()
    identificarse(eva, "eva", NUEVA)
    _activar_telefono(eva)


def _responder(eva: Page) -> None:
    abrir(eva, "dependencia", ASUNTO)
    apretar(eva, "Asignármela a mí")
    apretar(eva, "Aceptar competencia")
    tocar(eva.get_by_role("link", name="Escribir la respuesta"))
    eva.get_by_label("Respuesta", exact=True).fill("Los columpios se cambian esta semana.")
    apretar(eva, "Guardar y revisar")
    apretar(eva, "Firmar y despachar por correo electrónico")
    esperar_texto(eva, "Notificada")


def test_de_la_entidad_sin_la_dependencia_a_la_respuesta_de_su_jefa(
    exigente: Sitio, chromium: Browser, tmp_path: Path
) -> None:
    s = exigente.servidor
    ana = ventana(chromium, s, ancho=CELULAR)
    radicado, _ = radicar(ana, exigente, tmp_path, ASUNTO)
    antes = _vence(ana, radicado)
    fabio = ventana(chromium, s)
    identificarse(fabio, "fabio")
    _activar_telefono(fabio)
    _dependencia(fabio)
    _persona(fabio)
    _dia_que_se_cierra(fabio, radicado)
    _esperar_que_se_mueva(ana, radicado, antes)
    _reglamento(fabio)

    amparo = entrar(chromium, s, "amparo")
    abrir(amparo, "todas", ASUNTO)
    amparo.get_by_text("Enviar a otra dependencia").click()
    amparo.get_by_label("Enviar a", exact=True).select_option(label="Oficina de Parques")
    apretar(amparo, "Enviar a esa dependencia")
    expect(amparo.get_by_text("pasó a Oficina de Parques")).to_be_visible()

    eva = ventana(chromium, s)
    _primera_entrada(eva, exigente)
    _responder(eva)
    ana.goto(f"/mi-peticion/{radicado}/")
    tocar(ana.get_by_role("link", name="Leer la respuesta").first)
    expect(ana.get_by_text("Los columpios se cambian")).to_be_visible()
    expect(ana.get_by_text("Eva Ficticia").first).to_be_visible()
    revisado = s.orden("verificar")
    assert revisado.returncode == 0, revisado.stdout + revisado.stderr
