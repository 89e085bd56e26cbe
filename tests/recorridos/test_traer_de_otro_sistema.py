"""Del libro de Excel del sistema anterior a la respuesta, con el número de siempre."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.navegador import tocar
from tests.recorridos.conftest import Sitio
from tests.recorridos.pasos import (
    CELULAR,
    abrir,
    apretar,
    correo,
    entrar,
    esperar_texto,
    identificarse,
    mirar,
    texto_del_correo,
    ventana,
)
from tests.servidor import PACIENCIA
from ventanilla.comun.reloj import hoy
from ventanilla.importacion.tests.libros import escribir

pytestmark = [pytest.mark.lenta, pytest.mark.navegador]
NUMERO = "VIEJO-000123"
ASUNTO = "Reductor de velocidad en la escuela"
TITULOS = (
    "Radicado",
    "Fecha de ingreso",
    "Clase",
    "Estado",
    "Dependencia",
    "Nombre",
    "Correo electrónico",
    "Asunto",
)


def _libro(carpeta: Path) -> Path:
    """Dos abiertas de hace una semana y una con la fecha mal escrita."""
    hace = hoy() - timedelta(days=7)
    de_ana = ("Ana Prueba Ficticia", "ana@ejemplo.com")
    filas = [
        (NUMERO, hace, "Petición", "Abierta", "Obras", *de_ana, ASUNTO),
        ("VIEJO-000124", hace, "Petición", "Abierta", "Obras", *de_ana, "Otra cosa"),
        ("VIEJO-000125", "ayer", "Petición", "Abierta", "Obras", *de_ana, "Sin fecha"),
    ]
    return escribir(carpeta / "viejo.xlsx", filas, titulos=TITULOS)


def _esperar(admin: Page, texto: str) -> None:
    """La página del avance se vuelve a abrir sola: recargarla aquí chocaría con ella."""
    expect(admin.get_by_text(texto).first).to_be_visible(timeout=PACIENCIA * 1000)


def _traer(admin: Page, libro: Path) -> None:
    admin.goto("/trabajo/importar/")
    mirar(admin)
    tocar(admin.get_by_role("link", name="Subir un archivo").first)
    mirar(admin)
    admin.locator("[name=que][value=pqrsd]").check()
    admin.locator("[name=archivo]").set_input_files(libro)
    apretar(admin, "Subir y ver las columnas")
    expect(admin.get_by_role("heading", level=1)).to_have_text("¿Qué es cada columna?")
    mirar(admin)
    admin.get_by_label("Nombre del sistema anterior").fill("Sistema viejo")
    apretar(admin, "Seguir con los valores")
    expect(admin.get_by_role("heading", level=1)).to_have_text("¿Qué quiere decir cada valor?")
    mirar(admin)
    admin.get_by_label("Obras").select_option("1500")
    apretar(admin, "Probar sin traer")
    _esperar(admin, "Fue una prueba: no se escribió nada")
    expect(admin.get_by_role("heading", name="Filas que no entran: 1")).to_be_visible()
    mirar(admin)
    tocar(admin.get_by_role("link", name="Traer 2"))
    mirar(admin)
    admin.locator("[name=entiendo]").check()
    apretar(admin, "Traer")
    _esperar(admin, "de ellas 2 sin responder")
    mirar(admin)


def _clave_con_el_numero_de_siempre(ana: Page, sitio: Sitio) -> str:
    """No tiene clave de este sistema: la pide con su número viejo y su correo."""
    ana.goto("/perdi-mi-clave/")
    mirar(ana)
    ana.locator("[name=numero]").fill(NUMERO)
    ana.locator("[name=correo]").fill("ana@ejemplo.com")
    apretar(ana, "Enviarme el código")
    carta = texto_del_correo(
        correo(sitio, f"Código para recuperar la clave de su petición {NUMERO}", ana)
    )
    codigo = re.search(r"\s(\d{3}\s\d{3})\s", carta)
    assert codigo, carta
    mirar(ana)
    ana.locator("[name=codigo]").fill(codigo.group(1))
    apretar(ana, "Darme una clave nueva")
    expect(ana.get_by_role("heading", level=1)).to_contain_text(NUMERO)
    clave = re.search(r"(?:[0-9A-Z]{4} ){3}[0-9A-Z]{4}", ana.get_by_role("main").inner_text())
    assert clave
    return clave.group()


def test_la_del_sistema_anterior_se_responde_y_se_consulta_con_su_numero(
    sitio: Sitio, chromium: Browser, tmp_path: Path
) -> None:
    s = sitio.servidor
    fabio = ventana(chromium, s)
    identificarse(fabio, "fabio")
    _traer(fabio, _libro(tmp_path))

    diego = entrar(chromium, s, "diego")
    abrir(diego, "dependencia", ASUNTO)
    mirar(diego)
    apretar(diego, "Asignármela a mí")
    apretar(diego, "Aceptar competencia")
    tocar(diego.get_by_role("link", name="Escribir la respuesta"))
    diego.get_by_label("Respuesta", exact=True).fill("El reductor se instala en diciembre.")
    apretar(diego, "Guardar y revisar")
    apretar(diego, "Firmar y dar número")
    diego.locator("select[name=medio]").select_option("correo")
    apretar(diego, "Despachar la respuesta")
    esperar_texto(diego, "Notificada")
    correo(sitio, f"Respuesta a su petición {NUMERO}", diego)

    ana = ventana(chromium, s, ancho=CELULAR)
    clave = _clave_con_el_numero_de_siempre(ana, sitio)
    ana.context.clear_cookies()
    ana.goto("/consultar/")
    ana.get_by_label("Número").fill(NUMERO)
    ana.get_by_label("Clave").fill(clave)
    apretar(ana, "Consultar")
    expect(ana.get_by_role("heading", level=1)).to_have_text(ASUNTO)
    mirar(ana)
    tocar(ana.get_by_role("link", name="Leer la respuesta").first)
    expect(ana.get_by_text("El reductor se instala en diciembre.")).to_be_visible()
    revisado = s.orden("verificar")
    assert revisado.returncode == 0, revisado.stdout + revisado.stderr
