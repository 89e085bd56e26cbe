"""De la petición a la prueba: plantilla, parte de otra dependencia, corrección, firma, lectura."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.navegador import tocar
from tests.recorridos.conftest import Sitio
from tests.recorridos.pasos import (
    CELULAR,
    abrir,
    apretar,
    bajar,
    consultar,
    correo,
    entrar,
    esperar_texto,
    leer_para_firmar,
    mirar,
    radicar,
    ventana,
)
from ventanilla.documentos.tests.lectura import texto_de

pytestmark = [pytest.mark.lenta, pytest.mark.navegador]
ASUNTO = "Alumbrado del parque de la esquina"
PEDIDO = "¿Hay presupuesto este año para los postes del parque?"
PARTE = "Sí: el rubro 2.3 tiene saldo para seis postes."


def _plantilla(jefe: Page) -> None:
    jefe.goto("/trabajo/plantillas/")
    mirar(jefe)
    tocar(jefe.get_by_role("link", name="Escribir una nueva"))
    jefe.get_by_label("Nombre").fill("Visita técnica")
    jefe.locator("[name=dependencia]").select_option(label="Secretaría de Infraestructura")
    jefe.locator("[name=texto]").fill("Respetada persona: se programó una visita técnica.")
    apretar(jefe, "Ver cómo queda")
    mirar(jefe)
    apretar(jefe, "Guardar la plantilla")
    expect(jefe.get_by_role("heading", level=1)).to_have_text("Visita técnica")


def _elegir_todas(amparo: Page) -> None:
    amparo.goto("/trabajo/?vista=dependencia")
    amparo.get_by_label("Todas las de esta página").check()
    expect(amparo.get_by_text("1 elegida", exact=True)).to_be_visible()
    mirar(amparo)
    apretar(amparo, "Repartir las elegidas")
    expect(amparo.get_by_role("heading", level=1)).to_have_text("Repartir una petición")


def _asomarse_al_original(amparo: Page) -> None:
    """La página que se lee antes de abrir un anexo tal como llegó."""
    tocar(amparo.get_by_role("link", name="tal como llegó"))
    expect(amparo.get_by_role("heading", level=1)).to_contain_text("tal como llegó")
    mirar(amparo)
    tocar(amparo.get_by_role("link", name="Volver sin abrirlo"))
    expect(amparo.get_by_role("heading", level=1)).to_have_text(ASUNTO)


def _clasificar_y_repartir(amparo: Page) -> None:
    _elegir_todas(amparo)
    abrir(amparo, "todas", ASUNTO)
    _asomarse_al_original(amparo)
    tocar(amparo.get_by_role("link", name="Cambiar la clase o el tipo"))
    mirar(amparo)
    amparo.locator("[name=clase]").select_option("informacion")
    amparo.get_by_label("¿Por qué cambia?").fill("Pregunta por un dato del presupuesto.")
    apretar(amparo, "Cambiar la clasificación")
    expect(amparo.get_by_text("La clasificación cambió.")).to_be_visible()
    amparo.get_by_text("Enviar a otra dependencia").click()
    amparo.get_by_label("Enviar a", exact=True).select_option(label="Secretaría de Infraestructura")
    apretar(amparo, "Enviar a esa dependencia")
    expect(amparo.get_by_text("pasó a Secretaría de Infraestructura")).to_be_visible()


def _aceptar_y_entregar(enlace: Page) -> None:
    abrir(enlace, "dependencia", ASUNTO)
    apretar(enlace, "Aceptar competencia")
    expect(enlace.get_by_text("Cumplido").first).to_be_visible()
    enlace.get_by_label("Entregar a", exact=True).select_option(label="Beto Ficticio")
    apretar(enlace, "Entregar")
    expect(enlace.get_by_text("Beto Ficticio").first).to_be_visible()


def _pedir_parte(beto: Page) -> None:
    abrir(beto, "mia", ASUNTO)
    mirar(beto)
    tocar(beto.get_by_role("link", name="Pedir su parte a otra dependencia"))
    mirar(beto)
    beto.get_by_label("¿Qué necesita de ellas?").fill(PEDIDO)
    beto.get_by_label("Secretaría de Hacienda").check()
    apretar(beto, "Pedir su parte")
    expect(beto.get_by_text("Se le pidió su parte a Secretaría de Hacienda")).to_be_visible()


def _entregar_parte(carla: Page, carpeta: Path) -> None:
    carla.goto("/trabajo/partes/")
    mirar(carla)
    tocar(carla.get_by_role("link", name=PEDIDO))
    mirar(carla)
    apretar(carla, "Asignarme")
    saldo = carpeta / "saldo.csv"
    saldo.write_text("rubro,saldo\n2.3,60000000\n")
    carla.get_by_label("Su parte").fill(PARTE)
    carla.locator("[name=archivos]").set_input_files(saldo)
    apretar(carla, "Entregar la parte")
    expect(carla.get_by_role("heading", name="Lo que se entregó")).to_be_visible()


def _proyectar(beto: Page, carpeta: Path) -> None:
    plano = carpeta / "plano.csv"
    plano.write_text("poste,lugar\n1,esquina\n")
    beto.reload()
    tocar(beto.get_by_role("link", name="Escribir la respuesta"))
    mirar(beto)
    beto.get_by_text("Empezar con una plantilla").click()
    beto.locator("[name=plantilla]").select_option(label="Visita técnica")
    apretar(beto, "Agregar al borrador")
    expect(beto.get_by_label("Respuesta", exact=True)).to_have_value(re.compile("visita técnica"))
    apretar(beto, "Pasarla al final de la respuesta")
    expect(beto.get_by_label("Respuesta", exact=True)).to_have_value(re.compile("seis postes"))
    beto.locator("[name=anexos]").set_input_files(plano)
    apretar(beto, "Guardar y revisar")
    expect(beto.get_by_role("link", name="plano.csv")).to_be_visible()
    mirar(beto)
    apretar(beto, "Pasar a firma")
    expect(beto.get_by_text("quedó para la firma")).to_be_visible()


def _devolver(diego: Page) -> None:
    leer_para_firmar(diego, ASUNTO)
    mirar(diego)
    tocar(diego.get_by_role("link", name="Devolver para corregir"))
    mirar(diego)
    diego.get_by_label("¿Qué debe corregir?").fill("Diga qué día es la visita.")
    apretar(diego, "Devolverlo")
    expect(diego.get_by_text("El borrador volvió a Beto Ficticio")).to_be_visible()


def _corregir(beto: Page) -> None:
    abrir(beto, "mia", ASUNTO)
    expect(beto.get_by_text("Diga qué día es la visita.").first).to_be_visible()
    mirar(beto)
    tocar(beto.get_by_role("link", name="Seguir escribiendo"))
    campo = beto.get_by_label("Respuesta", exact=True)
    campo.fill(campo.input_value() + "\n\nLa visita es el lunes.")
    apretar(beto, "Guardar y revisar")
    apretar(beto, "Pasar a firma")
    expect(beto.get_by_text("quedó para la firma")).to_be_visible()


def _leer_y_probar(ana: Page, radicado: str, clave: str, enviado: bytes) -> None:
    """La lee, la baja igual a la del correo, y con el código del papel comprueba que existe."""
    consultar(ana, radicado, clave, ASUNTO)
    mirar(ana)
    bajado = bajar(ana, f"/mi-peticion/{radicado}/respuesta.pdf")
    assert bajado == enviado
    tocar(ana.get_by_role("link", name="Leer la respuesta").first)
    expect(ana.get_by_text("seis postes")).to_be_visible()
    expect(ana.get_by_text("La visita es el lunes")).to_be_visible()
    expect(ana.get_by_role("link", name="plano.csv")).to_be_visible()
    mirar(ana)
    # En el papel la dirección puede partirse en dos renglones.
    leido = "".join(texto_de(bajado).split())
    ficha = re.search(r"/verificar/([A-Z0-9]+)/", leido)
    salida = re.search(r"Oficio (\S+), ", ana.get_by_role("main").inner_text())
    assert ficha, leido
    assert salida
    ana.goto(f"/verificar/{ficha.group(1)}/")
    expect(ana.get_by_text("Este documento existe en nuestro registro")).to_be_visible()
    expect(ana.get_by_text(salida.group(1), exact=True)).to_be_visible()
    expect(ana.locator("code.huella")).to_have_text(re.compile(r"^[0-9a-f]{64}$"))
    expect(ana.get_by_text("Ana Prueba")).to_have_count(0)
    mirar(ana)


def test_la_respuesta_pasa_por_dos_dependencias_y_la_persona_la_prueba(
    sitio: Sitio, chromium: Browser, tmp_path: Path
) -> None:
    s = sitio.servidor
    ana = ventana(chromium, s, ancho=CELULAR)
    radicado, clave = radicar(ana, sitio, tmp_path, ASUNTO)
    mirar(ana)
    diego = entrar(chromium, s, "diego")
    _plantilla(diego)
    _clasificar_y_repartir(entrar(chromium, s, "amparo"))
    _aceptar_y_entregar(entrar(chromium, s, "lucho"))
    beto = entrar(chromium, s, "beto")
    _pedir_parte(beto)
    _entregar_parte(entrar(chromium, s, "carla"), tmp_path)
    _proyectar(beto, tmp_path)
    _devolver(diego)
    _corregir(beto)
    leer_para_firmar(diego, ASUNTO)
    apretar(diego, "Firmar y despachar por correo electrónico")
    esperar_texto(diego, "Notificada")
    mirar(diego)
    carta = correo(sitio, "Respuesta a su petición", ana)
    pdf, plano = carta.iter_attachments()
    assert plano.get_payload(decode=True) == (tmp_path / "plano.csv").read_bytes()
    _leer_y_probar(ana, radicado, clave, pdf.get_content())
    revisado = s.orden("verificar")
    assert revisado.returncode == 0, revisado.stdout + revisado.stderr
