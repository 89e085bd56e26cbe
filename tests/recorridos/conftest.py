"""Un programa entero en marcha, con su correo, y un navegador de verdad para recorrerlo."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.servidor import Servidor, entorno_para, postgres_propio, sirviendo
from ventanilla.correspondencia.tests.test_despachar import Buzon

CONTRASENA = "una clave larga de prueba"
ELENCO = f"""
from datetime import date
from ventanilla.directorio.models import *
d = dict(desde=date(2020, 1, 1))
Entidad.objects.create(nombre="Alcaldía de Prueba", ciudad="Ibagué", direccion="Calle 9 # 2-59",
    horario="lunes a viernes, 8:00 a. m. a 5:00 p. m.", telefono="(608) 000 0000",
    correo="contacto@ejemplo.gov.co", correo_atencion="atencion@ejemplo.gov.co")
at = Dependencia.objects.create(codigo="1040", nombre="Atención al Ciudadano", es_atencion=True, **d)
inf = Dependencia.objects.create(codigo="1500", nombre="Secretaría de Infraestructura", **d)
for correo, nombre, rol, dep, cargo in (
    ("amparo@ejemplo.gov.co", "Amparo Ficticia", Rol.ATENCION, at, "Directora"),
    ("beto@ejemplo.gov.co", "Beto Ficticio", Rol.FUNCIONARIO, inf, "Profesional"),
    ("diego@ejemplo.gov.co", "Diego Ficticio", Rol.JEFE, inf, "Secretario de Infraestructura"),
):
    u = Usuario.objects.create_user(correo, nombre, "{CONTRASENA}")
    Vinculacion.objects.create(usuario=u, clase="carrera", **d)
    Nombramiento.objects.create(usuario=u, rol=rol, dependencia=dep, cargo=cargo, acto="Acta", **d)
"""


@dataclass
class Sitio:
    """El programa en marcha y el buzón al que le escribe."""

    servidor: Servidor
    buzon: Buzon


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def sitio(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Sitio]:
    """El programa completo (web y obrero) en cada base, con correo que sí llega."""
    datos = tmp_path_factory.mktemp("sitio")
    with Buzon() as buzon:
        threading.Thread(target=buzon.serve_forever, daemon=True).start()
        mas = {"VENTANILLA_CORREO": f"smtp://127.0.0.1:{buzon.server_address[1]}"}
        if request.param == "postgres":
            with postgres_propio() as url:
                mas |= {"DATABASE_URL": url, "VENTANILLA_SECRETO": "x" * 40}
                yield from _poner_a_andar(datos, mas, buzon)
        else:
            yield from _poner_a_andar(datos, mas, buzon)
        buzon.shutdown()


def _poner_a_andar(datos: Path, mas: dict[str, str], buzon: Buzon) -> Iterator[Sitio]:
    with sirviendo(entorno_para(datos, **mas)) as servidor:
        hecho = servidor.orden("django", "shell", "-v", "0", "-c", ELENCO)
        assert hecho.returncode == 0, hecho.stderr
        yield Sitio(servidor, buzon)
