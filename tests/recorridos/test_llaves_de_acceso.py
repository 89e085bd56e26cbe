"""Una jefatura agrega una llave de acceso y vuelve a entrar con ella: en vez del código, y sola."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.navegador import tocar
from tests.recorridos.conftest import CONTRASENA, ELENCO, vigilar
from tests.recorridos.pasos import revisar
from tests.servidor import Servidor, entorno_para, sirviendo

pytestmark = [pytest.mark.lenta, pytest.mark.navegador]


@pytest.fixture(scope="module")
def exigente(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servidor]:
    """El programa como viene de fábrica para un jefe: exige segundo factor."""
    datos = tmp_path_factory.mktemp("llaves")
    with sirviendo(entorno_para(datos, VENTANILLA_SEGUNDO_FACTOR="jefe")) as servidor:
        hecho = servidor.orden("django", "shell", "-v", "0", "-c", ELENCO)
        assert hecho.returncode == 0, hecho.stderr
        yield servidor


def ventana(navegador: Browser, s: Servidor) -> Page:
    """Una ventana nueva con una llave de mentira puesta: la del teléfono, que reconoce la huella."""
    # Un navegador no da llaves a una dirección de números: por eso «localhost».
    base = s.base.replace("127.0.0.1", "localhost")
    contexto = navegador.new_context(
        base_url=base, viewport={"width": 375, "height": 900}, locale="es-CO"
    )
    pagina = contexto.new_page()
    vigilar(pagina)
    sesion = contexto.new_cdp_session(pagina)
    sesion.send("WebAuthn.enable")
    sesion.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return pagina


def titulo(pagina: Page, dicho: str) -> None:
    expect(pagina.get_by_role("heading", level=1)).to_contain_text(dicho)
    revisar(pagina)


def con_contrasena(pagina: Page) -> None:
    pagina.goto("/trabajo/")
    pagina.get_by_label("Correo electrónico").fill("diego@ejemplo.gov.co")
    pagina.get_by_label("Contraseña").fill(CONTRASENA)
    tocar(pagina.get_by_role("button", name="Entrar", exact=True))


def salir(pagina: Page) -> None:
    pagina.goto("/cuenta/salir/")
    tocar(pagina.get_by_role("button", name="Salir").first)


def test_una_llave_satisface_lo_que_el_cargo_exige_y_despues_entra_sola(
    exigente: Servidor, chromium: Browser
) -> None:
    pagina = ventana(chromium, exigente)
    con_contrasena(pagina)
    titulo(pagina, "Active su segundo factor")
    tocar(pagina.get_by_role("link", name="Agregue una llave de acceso"))
    titulo(pagina, "Agregue una llave de acceso")
    pagina.get_by_label("¿Cómo la va a llamar?").fill("Teléfono")
    tocar(pagina.get_by_role("button", name="Agregar la llave"))
    titulo(pagina, "Guarde sus códigos de respaldo")
    pagina.goto("/trabajo/")
    titulo(pagina, "Mi bandeja")

    salir(pagina)
    con_contrasena(pagina)
    titulo(pagina, "Escriba su código")
    tocar(pagina.get_by_role("button", name="Usar mi llave de acceso"))
    titulo(pagina, "Mi bandeja")

    salir(pagina)
    pagina.goto("/cuenta/entrar/")
    titulo(pagina, "Entrar")
    tocar(pagina.get_by_role("button", name="Entrar con una llave de acceso"))
    titulo(pagina, "Mi bandeja")

    pagina.goto("/cuenta/seguridad/llaves/")
    titulo(pagina, "Llaves de acceso")
    tocar(pagina.get_by_role("link", name="Cambiar el nombre"))
    pagina.get_by_label("Nombre de la llave").fill("Celular")
    tocar(pagina.get_by_role("button", name="Guardar"))
    expect(pagina.get_by_role("cell", name="Celular").first).to_be_visible()
    tocar(pagina.get_by_role("link", name="Quitarla"))
    titulo(pagina, "Quitar la llave «Celular»")
    tocar(pagina.get_by_role("button", name="Quitarla"))
    expect(pagina.get_by_text("Su cargo exige segundo factor y este es el único")).to_be_visible()


def test_una_llave_que_no_es_de_nadie_no_entra_y_se_dice(
    exigente: Servidor, chromium: Browser
) -> None:
    pagina = ventana(chromium, exigente)
    pagina.goto("/cuenta/entrar/")
    pagina.get_by_role("button", name="Entrar con una llave de acceso").click()
    expect(pagina.get_by_text("No se usó ninguna llave")).to_be_visible()
    revisar(pagina)
