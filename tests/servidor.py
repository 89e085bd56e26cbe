"""El programa de verdad, en un proceso aparte, para probarlo desde afuera."""

import contextlib
import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from tests.postgres import base_vacia, servidor

RAIZ = Path(__file__).resolve().parents[1]
ORDENES = [sys.executable, "-m", "ventanilla.proyecto.ordenes"]


# Los que Linux no presta a quien abre una conexión (desde 32768): entre escoger uno y atender en él,
# cada petición de otra prueba podría quitárselo.
PUERTOS = range(10_000, 32_000)
# Una máquina ocupada tarda mucho más que una quieta, y eso no es una falla. En segundos.
PACIENCIA = 300


def puerto_libre() -> int:
    """Un puerto de esta máquina que nadie usa en este instante ni prestará el sistema."""
    for puerto in random.sample(PUERTOS, 100):
        with socket.socket() as s, contextlib.suppress(OSError):
            s.bind(("127.0.0.1", puerto))
            return puerto
    raise AssertionError("no hay un puerto libre")


@dataclass
class Respuesta:
    """Lo que contestó el servidor."""

    estado: int
    cuerpo: bytes
    cabeceras: dict[str, str] = field(default_factory=dict)

    def json(self) -> Any:
        """El cuerpo como JSON."""
        return json.loads(self.cuerpo)


@dataclass
class Servidor:
    """Un `./ventanilla servir` en marcha."""

    entorno: dict[str, str]
    puerto: int
    proceso: subprocess.Popen[bytes]

    @property
    def base(self) -> str:
        """Dirección del servidor."""
        return f"http://127.0.0.1:{self.puerto}"

    def pedir(
        self, ruta: str, datos: Any = None, cabeceras: dict[str, str] | None = None
    ) -> Respuesta:
        """GET, o POST de JSON si hay `datos`."""
        cuerpo = None if datos is None else json.dumps(datos).encode()
        todas = {"Content-Type": "application/json", **(cabeceras or {})}
        pedido = urllib.request.Request(self.base + ruta, data=cuerpo, headers=todas)
        try:
            with urllib.request.urlopen(pedido, timeout=PACIENCIA) as r:
                return Respuesta(r.status, r.read(), dict(r.headers))
        except urllib.error.HTTPError as error:
            return Respuesta(error.code, error.read(), dict(error.headers))

    def orden(self, *partes: str) -> subprocess.CompletedProcess[str]:
        """Corre una orden de `./ventanilla` sobre los mismos datos."""
        return subprocess.run(
            [*ORDENES, *partes], env=self.entorno, capture_output=True, text=True, check=False
        )

    def matar(self) -> None:
        """Golpe seco a todo el grupo."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.proceso.pid, signal.SIGKILL)
        self.proceso.wait()


def entorno_para(datos: Path, **mas: str) -> dict[str, str]:
    """Variables de una instalación propia en `datos`."""
    propio = {
        **os.environ,
        "VENTANILLA_DATOS": str(datos),
        "VENTANILLA_LIMITE_RADICACION": "0",
        "PYTHONPATH": str(RAIZ / "src"),
        **mas,
    }
    if "DATABASE_URL" not in mas:
        propio.pop("DATABASE_URL", None)
    return propio


@contextlib.contextmanager
def sirviendo(
    entorno: dict[str, str], antes: Callable[[], None] | None = None
) -> Iterator[Servidor]:
    """Arranca el programa y espera a que atienda; al salir lo mata."""
    puerto = puerto_libre()
    # En un archivo aparte: si no atiende, la prueba dice lo que él dijo.
    with tempfile.TemporaryFile() as dicho:
        proceso = subprocess.Popen(
            [*ORDENES, "servir", "--puerto", str(puerto)],
            env=entorno,
            start_new_session=True,
            preexec_fn=antes,
            stdout=dicho,
            stderr=dicho,
        )
        s = Servidor(entorno, puerto, proceso)
        try:
            _esperar(s, dicho)
            yield s
        finally:
            s.matar()


def _esperar(s: Servidor, dicho: IO[bytes]) -> None:
    limite = time.monotonic() + PACIENCIA
    while time.monotonic() < limite and s.proceso.poll() is None:
        with contextlib.suppress(OSError):
            if s.pedir("/api/openapi.json").estado == 200:
                return
        time.sleep(0.1)
    dicho.seek(0)
    raise AssertionError(f"el servidor no atendió: {dicho.read().decode()[-4000:]}")


@contextlib.contextmanager
def postgres_propio() -> Iterator[str]:
    """Una base de PostgreSQL vacía para este servidor."""
    with servidor() as url, base_vacia(url) as vacia:
        yield vacia
