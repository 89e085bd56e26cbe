"""Un programa entero en marcha, con su correo, y un navegador de verdad para recorrerlo."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.servidor import Servidor, entorno_para, postgres_propio, sirviendo
from ventanilla.correspondencia.tests.test_despachar import Buzon

CONTRASENA = "una clave larga de prueba"
ELENCO = f"""
from datetime import date
from ventanilla.directorio.models import *
from ventanilla.directorio.tests.elenco import dependencia_con_libro, persona_con_libro
d = dict(desde=date(2020, 1, 1))
Entidad.objects.create(nombre="Alcaldía de Prueba", ciudad="Ibagué", direccion="Calle 9 # 2-59",
    horario="lunes a viernes, 8:00 a. m. a 5:00 p. m.", telefono="(608) 000 0000",
    correo="contacto@ejemplo.gov.co", correo_atencion="atencion@ejemplo.gov.co")
at = dependencia_con_libro("1040", "Atención al Ciudadano", es_atencion=True, **d)
inf = dependencia_con_libro("1500", "Secretaría de Infraestructura", **d)
hac = dependencia_con_libro("1200", "Secretaría de Hacienda", **d)
for correo, nombre, rol, dep, cargo in (
    ("amparo@ejemplo.gov.co", "Amparo Ficticia", Rol.ATENCION, at, "Directora"),
    ("beto@ejemplo.gov.co", "Beto Ficticio", Rol.FUNCIONARIO, inf, "Profesional"),
    ("lucho@ejemplo.gov.co", "Lucho Ficticio", Rol.ENLACE, inf, "Auxiliar"),
    ("carla@ejemplo.gov.co", "Carla Ficticia", Rol.FUNCIONARIO, hac, "Profesional"),
    ("fabio@ejemplo.gov.co", "Fabio Ficticio", Rol.ADMINISTRADOR, None, "Administrador"),
    ("diego@ejemplo.gov.co", "Diego Ficticio", Rol.JEFE, inf, "Secretario de Infraestructura"),
):
    persona_con_libro(
        correo, nombre, rol=rol, dependencia=dep, cargo=cargo, contrasena="{CONTRASENA}"
    )
"""


@dataclass
class Sitio:
    """El programa en marcha y el buzón al que le escribe."""

    servidor: Servidor
    buzon: Buzon


# Lo que las consolas llamaron error en la prueba que corre. Fallar dentro del aviso del navegador lo
# dejaría inservible para todas las demás.
_ERRORES: list[str] = []


def vigilar(pagina: Page) -> None:
    """Desde ahora, un error en la consola de esa página es una falla de la prueba."""
    pagina.on("console", lambda m: _ERRORES.append(m.text) if m.type == "error" else None)


@pytest.fixture(autouse=True)
def _ventanas_cerradas(request: pytest.FixtureRequest) -> Iterator[None]:
    """Una ventana que queda abierta sigue preguntando por la presencia a un servidor que ya no está."""
    _ERRORES.clear()
    yield
    dichos = list(_ERRORES)
    if "chromium" in request.fixturenames:
        for contexto in request.getfixturevalue("chromium").contexts:
            contexto.close()
    assert dichos == []


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def sitio(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Sitio]:
    """El programa completo (web y obrero) en cada base, con correo que sí llega."""
    with programa(request.param, tmp_path_factory.mktemp("sitio")) as puesto:
        yield puesto


@contextmanager
def programa(base: str, datos: Path, **mas: str) -> Iterator[Sitio]:
    """El programa en marcha sobre `base` («sqlite» o «postgres»), con el elenco y su buzón."""
    with ExitStack() as pila:
        buzon = pila.enter_context(Buzon())
        threading.Thread(target=buzon.serve_forever, daemon=True).start()
        pila.callback(buzon.shutdown)
        mas = {"VENTANILLA_CORREO": f"smtp://127.0.0.1:{buzon.server_address[1]}", **mas}
        if base == "postgres":
            url = pila.enter_context(postgres_propio())
            mas |= {"DATABASE_URL": url, "VENTANILLA_SECRETO": "x" * 40}
        servidor = pila.enter_context(sirviendo(entorno_para(datos, **mas)))
        hecho = servidor.orden("django", "shell", "-v", "0", "-c", ELENCO)
        assert hecho.returncode == 0, hecho.stderr
        yield Sitio(servidor, buzon)
