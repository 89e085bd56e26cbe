"""Los pasos que varios recorridos repiten: entrar, mirar una página, radicar, leer el correo."""

import re
import time
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect

from tests.accesibilidad import graves
from tests.navegador import tocar
from tests.recorridos.conftest import CONTRASENA, Sitio, vigilar
from tests.servidor import PACIENCIA, Servidor

FOTO = b"\xff\xd8\xff\xe0" + b"\x00" * 2000
CELULAR, ESCRITORIO = 375, 1280


def ventana(navegador: Browser, s: Servidor, *, ancho: int = ESCRITORIO) -> Page:
    """Una ventana sin nadie adentro; lo que la consola llame error es una falla."""
    contexto = navegador.new_context(
        base_url=s.base, viewport={"width": ancho, "height": 900}, locale="es-CO"
    )
    pagina = contexto.new_page()
    vigilar(pagina)
    return pagina


def identificarse(pagina: Page, nombre: str, contrasena: str = CONTRASENA) -> None:
    """Abre su trabajo y escribe su correo y su contraseña."""
    pagina.goto("/trabajo/")
    pagina.get_by_label("Correo electrónico").fill(f"{nombre}@ejemplo.gov.co")
    pagina.get_by_label("Contraseña").fill(contrasena)
    tocar(pagina.get_by_role("button", name="Entrar", exact=True))


def entrar(navegador: Browser, s: Servidor, nombre: str, *, ancho: int = ESCRITORIO) -> Page:
    """Una ventana nueva con la sesión de esa persona, en su bandeja."""
    pagina = ventana(navegador, s, ancho=ancho)
    identificarse(pagina, nombre)
    expect(pagina.get_by_role("heading", level=1)).to_contain_text("Mi bandeja")
    return pagina


def revisar(pagina: Page) -> None:
    """Nada que axe llame serio, y nada que se desborde."""
    assert graves(pagina) == [], pagina.url
    sobra = pagina.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert sobra <= 0, pagina.url


def mirar(pagina: Page) -> None:
    """La misma página a los dos anchos; queda como estaba."""
    antes = pagina.viewport_size
    assert antes is not None
    for ancho in (ESCRITORIO, CELULAR):
        pagina.set_viewport_size({"width": ancho, "height": antes["height"]})
        revisar(pagina)
    pagina.set_viewport_size(antes)


def abrir(pagina: Page, vista: str, asunto: str) -> None:
    """De la pestaña `vista` de la bandeja a la petición de ese asunto."""
    pagina.goto(f"/trabajo/?vista={vista}")
    tocar(pagina.get_by_role("link", name=asunto))
    expect(pagina.get_by_role("heading", level=1)).to_have_text(asunto)


def leer_para_firmar(pagina: Page, asunto: str) -> None:
    """De «Por firmar» a la respuesta, lista para firmarla."""
    pagina.goto("/trabajo/?vista=por-firmar")
    tocar(pagina.get_by_role("link", name=asunto))
    expect(pagina.get_by_role("heading", level=1)).to_have_text("Revisar la respuesta")


def apretar(donde: Page | Locator, nombre: str) -> None:
    """Toca el botón que se llama así y espera la página a la que lleva."""
    tocar(donde.get_by_role("button", name=nombre, exact=True))


def radicar(pagina: Page, sitio: Sitio, carpeta: Path, asunto: str) -> tuple[str, str]:
    """Ana radica con un anexo y respuesta por correo: número y clave que le dieron."""
    foto = carpeta / "hueco.jpg"
    foto.write_bytes(FOTO)
    pagina.goto(f"{sitio.servidor.base}/")
    tocar(pagina.get_by_role("main").get_by_role("link", name="Radicar una petición"))
    pagina.locator("[name=clase][value=peticion]").check()
    pagina.get_by_label("¿Qué pide o qué pasó?").fill(
        "Hay un hueco en la carrera 5 con calle 42 frente a la escuela. Pido que lo arreglen."
    )
    pagina.get_by_label("Asunto").fill(asunto)
    pagina.locator("[name=anexos]").set_input_files(foto)
    pagina.locator("[name=nombre]").fill("Ana Prueba Ficticia")
    pagina.locator("[name=medio_respuesta][value=correo]").check()
    pagina.locator("[name=correo]").fill("ana@ejemplo.com")
    for aviso in pagina.locator("[name=autoriza_notificacion]").all():
        aviso.check()
    apretar(pagina, "Radicar petición")
    pagina.wait_for_url("**/recibo/**")
    texto = pagina.get_by_role("main").inner_text()
    radicado = re.search(r"20\d\d-\d{6}", texto)
    clave = re.search(r"(?:[0-9A-Z]{4} ){3}[0-9A-Z]{4}", texto)
    assert radicado
    assert clave
    assert clave.group(0).replace(" ", "") not in pagina.url
    return radicado.group(0), clave.group(0)


def consultar(pagina: Page, radicado: str, clave: str, asunto: str) -> None:
    """Con el número y la clave, hasta la página de su petición."""
    pagina.goto("/consultar/")
    pagina.get_by_label("Número").fill(radicado)
    pagina.get_by_label("Clave").fill(clave)
    apretar(pagina, "Consultar")
    expect(pagina.get_by_role("heading", level=1)).to_have_text(asunto)


def correo(sitio: Sitio, asunto: str, pagina: Page) -> EmailMessage:
    """El correo de ese asunto; espera a que el obrero lo despache."""
    llegados: list[str] = []
    limite = time.monotonic() + PACIENCIA
    while time.monotonic() < limite:
        llegados = []
        for crudo in list(sitio.buzon.mensajes):
            mensaje = message_from_bytes(crudo, policy=policy.default)
            llegados.append(str(mensaje["Subject"]))
            if asunto in llegados[-1]:
                return mensaje
        # No es una pausa ciega: mientras tanto, el navegador sigue diciendo lo que le pasa.
        pagina.wait_for_timeout(200)
    raise AssertionError(f"no llegó el correo «{asunto}»; llegaron {llegados}")


def texto_del_correo(mensaje: EmailMessage) -> str:
    """Lo que se lee en un programa de correo sin imágenes."""
    cuerpo = mensaje.get_body(("plain",))
    return str(cuerpo.get_content()) if cuerpo else ""


def bajar(pagina: Page, direccion: str) -> bytes:
    """Los bytes de esa dirección, con la sesión de la ventana."""
    llegada = pagina.request.get(direccion)
    assert llegada.ok, f"{direccion}: {llegada.status}"
    return llegada.body()


def esperar_texto(pagina: Page, texto: str) -> None:
    """Vuelve a abrir la página hasta que el obrero haya hecho lo suyo."""
    limite = time.monotonic() + PACIENCIA
    while time.monotonic() < limite:
        if pagina.get_by_text(texto).count():
            return
        pagina.wait_for_timeout(1000)
        pagina.reload()
    raise AssertionError(f"«{texto}» no apareció en {PACIENCIA} segundos")
