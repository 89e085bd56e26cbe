"""Ocho procesos radican a la vez, unos deshacen y a otros los matan: ningún número se pierde."""

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.postgres import base_vacia, servidor

pytestmark = pytest.mark.lenta
RAIZ = Path(__file__).resolve().parents[2]
ESCRITORES = 8
SEGUNDOS = 5


@pytest.fixture
def entorno(tmp_path: Path) -> Iterator[dict[str, str]]:
    """Una instalación nueva: en PostgreSQL si las pruebas corren allí; si no, en SQLite."""
    propio = {
        **os.environ,
        "VENTANILLA_DATOS": str(tmp_path / "datos"),
        # Aquí se prueba la fila, no cuánto se la espera: en una máquina lenta puede ser larga.
        "VENTANILLA_ESPERA": "300",
        "PYTHONPATH": str(RAIZ / "src"),
        "DJANGO_SETTINGS_MODULE": "ventanilla.proyecto.settings",
    }
    propio.pop("DATABASE_URL", None)
    with contextlib.ExitStack() as pila:
        if os.environ.get("DATABASE_URL"):
            propio["DATABASE_URL"] = pila.enter_context(base_vacia(pila.enter_context(servidor())))
        _orden(propio, "preparar", "--callado")
        yield propio


def _orden(entorno: dict[str, str], *partes: str) -> str:
    return subprocess.run(
        [sys.executable, "-m", "ventanilla.proyecto.ordenes", *partes],
        env=entorno,
        check=True,
        capture_output=True,
        text=True,
    ).stdout


def _escribir_y_matar(entorno: dict[str, str]) -> dict[str, tuple[str, str]]:
    """Lanza los escritores, mata a la mitad en plena escritura y devuelve lo acusado."""
    guion = str(RAIZ / "tests" / "concurrencia" / "escritor.py")
    procesos = [
        subprocess.Popen(
            [sys.executable, guion, str(n), str(SEGUNDOS)],
            env=entorno,
            stdout=subprocess.PIPE,
            text=True,
        )
        for n in range(ESCRITORES)
    ]
    acusadas: dict[str, tuple[str, str]] = {}
    for n, proceso in enumerate(procesos):
        assert proceso.stdout is not None
        if n < ESCRITORES // 2:
            for _ in range(3):
                _anotar(acusadas, proceso.stdout.readline())
            proceso.send_signal(signal.SIGKILL)
        for linea in proceso.stdout:
            _anotar(acusadas, linea)
        proceso.wait()
    return acusadas


def _anotar(acusadas: dict[str, tuple[str, str]], linea: str) -> None:
    partes = linea.split()
    if len(partes) == 3 and linea.endswith("\n"):
        acusadas[partes[0]] = (partes[1], partes[2])


CONSULTA = """
import json
from ventanilla.correspondencia.models import Radicado
filas = Radicado.objects.order_by("consecutivo").values_list("consecutivo", "momento_radicacion")
print(json.dumps([[c, m.isoformat()] for c, m in filas]))
"""
ABRIR = """
import json, sys
from ventanilla.peticiones.consultas.publicas import abrir
pares = json.load(open({ruta!r}))
print(sum(1 for numero, clave in pares if abrir(numero, clave) is None))
"""


def _en_django(entorno: dict[str, str], codigo: str) -> str:
    return _orden(entorno, "django", "shell", "-v", "0", "-c", codigo)


def test_sin_huecos_ni_repetidos_y_nada_acusado_se_pierde(
    entorno: dict[str, str], tmp_path: Path
) -> None:
    acusadas = _escribir_y_matar(entorno)
    # De los que murieron, tres acusadas de cada uno; de los demás, cinco por lo menos.
    assert len(acusadas) >= ESCRITORES // 2 * (3 + 5)

    filas = json.loads(_en_django(entorno, CONSULTA))
    numeros = [n for n, _ in filas]
    assert numeros == list(range(1, len(numeros) + 1))
    momentos = [m for _, m in filas]
    assert momentos == sorted(momentos)

    impresos = [r for r, _ in acusadas.values()]
    assert len(set(impresos)) == len(impresos)
    ruta = tmp_path / "pares.json"
    ruta.write_text(json.dumps(list(acusadas.values())))
    assert _en_django(entorno, ABRIR.format(ruta=str(ruta))).strip() == "0"

    libro = json.loads(_orden(entorno, "verificar", "--json"))
    assert libro["huecos"] == libro["repetidos"] == libro["alteraciones"] == []
