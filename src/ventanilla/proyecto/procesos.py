"""Un padre, sus hijos: la web y el obrero. Si uno muere vuelve; si muere el padre, mueren todos."""

import ctypes
import logging
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import FrameType

from django.conf import settings

from ventanilla.proyecto.paciencia import HILOS

registro = logging.getLogger("ventanilla.procesos")
_PR_SET_PDEATHSIG = 1
ESPERA_MAXIMA = 30.0


def morir_con_el_padre(senal: int = signal.SIGKILL) -> None:
    """Pide al sistema (Linux) que este proceso reciba `senal` cuando muera su padre."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, senal, 0, 0, 0)


@dataclass
class Hijo:
    """Un proceso que se mantiene vivo; la espera se duplica si muere enseguida."""

    nombre: str
    orden: list[str]
    proceso: subprocess.Popen[bytes] | None = None
    nacido: float = 0.0
    espera: float = 0.5
    proximo: float = field(default=0.0)

    def arrancar(self) -> None:
        """Lo pone a correr, atado a la vida del padre."""
        self.nacido = time.monotonic()
        self.proceso = subprocess.Popen(
            self.orden,
            # Sin tope, la biblioteca de C aparta memoria por hilo y no la devuelve: con treinta y dos
            # hilos, unos 10 MiB más por proceso (benchmarks/memoria.py).
            env={"MALLOC_ARENA_MAX": "2", **os.environ},
            preexec_fn=lambda: morir_con_el_padre(signal.SIGTERM),
        )

    def atender(self, ahora: float) -> None:
        """Lo revive cuando toca."""
        if self.proceso is not None and self.proceso.poll() is None:
            return
        if self.proceso is not None:
            vivio = ahora - self.nacido
            self.espera = 0.5 if vivio > 60 else min(self.espera * 2, ESPERA_MAXIMA)
            registro.warning(
                "%s terminó con %s; vuelve en %.1f s",
                self.nombre,
                self.proceso.returncode,
                self.espera,
            )
            self.proceso = None
            self.proximo = ahora + self.espera
        if ahora >= self.proximo:
            self.arrancar()


class PuertoOcupado(Exception):
    """Otro programa ya atiende en ese puerto."""


def exigir_puerto_libre(host: str, puerto: int) -> None:
    """Comprueba que se puede atender allí.

    Raises:
        PuertoOcupado: el mensaje dice qué hacer.
    """
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as s:
        s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            s.bind((host, puerto))
        except OSError as error:
            raise PuertoOcupado(
                f"No se puede atender en {host}:{puerto} ({error.strerror}). Cierre el programa "
                "que lo usa o escoja otro con --puerto."
            ) from error


def ordenes(host: str, puerto: int, procesos: int, hilos: int) -> list[Hijo]:
    """La web (granian, WSGI) y el obrero."""
    web = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host]
    web += ["--port", str(puerto), "--workers", str(procesos), "--blocking-threads", str(hilos)]
    web += ["--respawn-failed-workers", "--respawn-interval", "0.5", "--log-level", "warning"]
    web += ["--no-ws", "--workers-kill-timeout", "10", "ventanilla.proyecto.wsgi:application"]
    obrero = [sys.executable, "-m", "ventanilla.proyecto.ordenes", "obrero"]
    return [Hijo("web", web), Hijo("obrero", obrero)]


def servir(
    host: str, puerto: int, *, procesos: int = 2, hilos: int = HILOS, al_listo: Callable[[], None]
) -> int:
    """Atiende hasta que llegue SIGTERM o Ctrl+C. Devuelve el código de salida."""
    try:
        exigir_puerto_libre(host, puerto)
    except PuertoOcupado as ocupado:
        sys.stderr.write(f"{ocupado}\n")
        return 2
    os.environ["VENTANILLA_HIJO"] = "1"
    os.environ["VENTANILLA_HILOS"] = str(hilos)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings.SETTINGS_MODULE)
    hijos = ordenes(host, puerto, procesos, hilos)
    parar = False

    def pedir_parar(senal: int, marco: FrameType | None) -> None:
        nonlocal parar
        parar = True

    signal.signal(signal.SIGTERM, pedir_parar)
    signal.signal(signal.SIGINT, pedir_parar)
    for hijo in hijos:
        hijo.arrancar()
    al_listo()
    while not parar:
        ahora = time.monotonic()
        for hijo in hijos:
            hijo.atender(ahora)
        time.sleep(0.2)
    return _despedir(hijos)


def _despedir(hijos: list[Hijo]) -> int:
    vivos = [h.proceso for h in hijos if h.proceso is not None and h.proceso.poll() is None]
    for proceso in vivos:
        proceso.terminate()
    limite = time.monotonic() + 15
    for proceso in vivos:
        try:
            proceso.wait(max(0.1, limite - time.monotonic()))
        except subprocess.TimeoutExpired:
            proceso.kill()
    return 0
