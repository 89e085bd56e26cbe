"""Un padre y sus hijos: la web y el obrero. Si uno muere vuelve; si muere el padre, mueren todos.

El padre carga el programa una sola vez y se bifurca: lo cargado lo comparten todos los procesos y
la memoria se paga una vez (docs/decisiones/0022). Por eso, antes de bifurcarse, no puede tener hilos
ni conexiones abiertas.
"""

import ctypes
import gc
import logging
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import FrameType

from django.db import connections

from ventanilla.proyecto.paciencia import HILOS
from ventanilla.proyecto.web import atender, cargar

registro = logging.getLogger("ventanilla.procesos")
_PR_SET_PDEATHSIG = 1
_PR_SET_NAME = 15
_M_ARENA_MAX = -8
ESPERA_MAXIMA = 30.0


def morir_con_el_padre(senal: int = signal.SIGKILL, *, padre: int | None = None) -> None:
    """Pide al sistema (Linux) que este proceso reciba `senal` cuando muera su padre.

    Con `padre`, si ya murió entre bifurcarse y pedirlo, la recibe de una vez: el aviso no llegaría.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, senal, 0, 0, 0)
        if padre is not None and os.getppid() != padre:
            os.kill(os.getpid(), senal)


def llamarse(nombre: str) -> None:
    """Cómo sale este proceso en `ps` y `top` (Linux, quince letras): bifurcado, parecería el padre."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_NAME, nombre[:15].encode(), 0, 0, 0)


def empezar_de_nuevo() -> None:
    """Cambia este proceso por uno recién nacido, con la misma orden.

    Hace falta si lo que corrió antes de atender dejó hilos (componer un PDF los crea y no sobreviven a
    una bifurcación) o cambió lo que la configuración leyó al comenzar.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606 - la misma orden, sin intérprete


@dataclass
class Hijo:
    """Un proceso bifurcado que se mantiene vivo; la espera se duplica si muere enseguida.

    `senal` es la que recibe si el padre muere.
    """

    nombre: str
    oficio: Callable[[], int]
    senal: int = signal.SIGKILL
    proceso: int | None = None
    nacido: float = 0.0
    espera: float = 0.5
    proximo: float = field(default=0.0)

    def arrancar(self) -> None:
        """Lo pone a correr, atado a la vida del padre."""
        self.nacido = time.monotonic()
        padre = os.getpid()
        self.proceso = os.fork() or self._vivir(padre)

    def _vivir(self, padre: int) -> int:
        """Lo que hace el hijo; no vuelve."""
        codigo = 1
        try:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            signal.signal(signal.SIGINT, signal.default_int_handler)
            morir_con_el_padre(self.senal, padre=padre)
            llamarse(f"vent. {self.nombre}")
            gc.enable()
            codigo = self.oficio()
        except SystemExit as salida:
            codigo = salida.code if isinstance(salida.code, int) else 1
        except KeyboardInterrupt:
            codigo = 130
        except BaseException:
            registro.exception("%s se cayó", self.nombre)
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(codigo)

    def terminado(self) -> int | None:
        """Con qué código terminó; None si sigue vivo. Solo se pregunta si nació."""
        if self.proceso is None:
            return None
        try:
            pid, estado = os.waitpid(self.proceso, os.WNOHANG)
        except ChildProcessError:
            return 0
        return os.waitstatus_to_exitcode(estado) if pid else None

    def atender(self, ahora: float) -> None:
        """Lo revive cuando toca."""
        if self.proceso is not None:
            codigo = self.terminado()
            if codigo is None:
                return
            vivio = ahora - self.nacido
            self.espera = 0.5 if vivio > 60 else min(self.espera * 2, ESPERA_MAXIMA)
            registro.warning(
                "%s terminó con %s; vuelve en %.1f s", self.nombre, codigo, self.espera
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


def hijos_de(host: str, puerto: int, procesos: int, hilos: int) -> list[Hijo]:
    """La web (granian, WSGI) y el obrero."""
    from ventanilla.proyecto.ordenes.obrero import trabajar  # noqa: PLC0415

    return [
        Hijo("web", lambda: atender(host, puerto, procesos, hilos), signal.SIGTERM),
        Hijo("obrero", trabajar),
    ]


def listo_para_bifurcarse() -> None:
    """Carga todo, suelta lo que no se hereda y aparta lo cargado de la recolección."""
    # Sin tope, la biblioteca de C aparta memoria por hilo y no la devuelve: con treinta y dos hilos,
    # unos 10 MiB más por proceso (benchmarks/memoria.py).
    acomodar = getattr(ctypes.CDLL(None), "mallopt", None)
    if acomodar is not None:
        acomodar(_M_ARENA_MAX, 2)
    gc.disable()
    cargar()
    connections.close_all()
    gc.collect()
    gc.freeze()


def servir(
    host: str, puerto: int, *, procesos: int = 2, hilos: int = HILOS, al_listo: Callable[[], None]
) -> int:
    """Atiende hasta que llegue SIGTERM o Ctrl+C. Devuelve el código de salida."""
    try:
        exigir_puerto_libre(host, puerto)
    except PuertoOcupado as ocupado:
        sys.stderr.write(f"{ocupado}\n")
        return 2
    os.environ["VENTANILLA_HILOS"] = str(hilos)
    listo_para_bifurcarse()
    hijos = hijos_de(host, puerto, procesos, hilos)
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
    return despedir(hijos)


def despedir(hijos: list[Hijo]) -> int:
    vivos = [h for h in hijos if h.proceso is not None and h.terminado() is None]
    for hijo in vivos:
        _avisar(hijo, signal.SIGTERM)
    limite = time.monotonic() + 15
    while vivos and time.monotonic() < limite:
        time.sleep(0.05)
        vivos = [h for h in vivos if h.terminado() is None]
    for hijo in vivos:
        _avisar(hijo, signal.SIGKILL)
    return 0


def _avisar(hijo: Hijo, senal: int) -> None:
    if hijo.proceso is not None:
        os.kill(hijo.proceso, senal)
