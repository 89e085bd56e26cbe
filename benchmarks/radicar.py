"""Cuánto cuesta radicar por la API, junto a lo mínimo posible en la misma corrida.

    .venv/bin/python benchmarks/radicar.py                       (SQLite)
    .venv/bin/python tests/postgres.py .venv/bin/python benchmarks/radicar.py   (PostgreSQL)

Imprime peticiones por segundo, p50, p95 y p99 en milisegundos, y CPU por petición del servidor y
de la base; luego lo mismo de una vista desnuda (contador y fila) y del motor solo.
"""

import argparse
import http.client
import json
import os
import shutil
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path

import psutil

RAIZ = Path(__file__).resolve().parents[1]
TEXTO = "Solicito la reparación de la vía de mi barrio; lleva tres meses con huecos. " * 5
CUERPO = json.dumps(
    {
        "clase": "peticion",
        "asunto": "Vía en mal estado",
        "texto": TEXTO,
        "solicitante": {"tipo": "anonimo"},
    }
).encode()
SEMBRAR = """
from ventanilla.comun.actores import CIUDADANIA
from ventanilla.comun.reloj import ahora
from ventanilla.comun.transaccion import escritura
from ventanilla.peticiones.reglas.solicitud import Solicitante, Solicitud
from ventanilla.peticiones.servicios.radicar import radicar
s = Solicitud(clase="peticion", texto={texto!r}, solicitante=Solicitante(tipo="anonimo"))
for inicio in range(0, {cuantas}, 500):
    with escritura():
        for _ in range(500):
            radicar(s, actor=CIUDADANIA, ahora=ahora())
"""


@dataclass
class Medida:
    """Lo que dio una carga: segundos, latencias (s) y CPU (s) del servidor y de la base."""

    nombre: str
    segundos: float
    latencias: list[float] = field(repr=False)
    cpu_servidor: float = 0.0
    cpu_base: float = 0.0

    @property
    def por_segundo(self) -> float:
        return len(self.latencias) / self.segundos

    def imprimir(self) -> None:
        cortes = statistics.quantiles(self.latencias, n=100)
        n = len(self.latencias)
        print(
            f"{self.nombre:<22}{self.por_segundo:>9.1f}/s  p50 {cortes[49] * 1e3:6.1f}  "
            f"p95 {cortes[94] * 1e3:6.1f}  p99 {cortes[98] * 1e3:6.1f} ms   CPU ms/petición: "
            f"servidor {self.cpu_servidor / n * 1e3:5.2f}, base {self.cpu_base / n * 1e3:5.2f}"
        )


def puerto_libre() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def cpu(procesos: list[psutil.Process]) -> float:
    """Segundos de CPU de los procesos dados y los que cuelgan de ellos."""
    total = 0.0
    for p in procesos:
        for q in [p, *p.children(recursive=True)]:
            try:
                t = q.cpu_times()
            except psutil.NoSuchProcess:
                continue
            total += t.user + t.system
    return total


def de_la_base() -> list[psutil.Process]:
    """El proceso mayor del PostgreSQL de `DATABASE_URL`, si corre en esta máquina."""
    url = os.environ.get("DATABASE_URL")
    if not url:
        return []
    import psycopg  # noqa: PLC0415

    with psycopg.connect(url) as conexion:
        try:
            mayor = psutil.Process(conexion.info.backend_pid).parent()
        except psutil.NoSuchProcess:
            return []
    return [mayor] if mayor and mayor.name() == "postgres" else []


def servidor(app: str, entorno: dict[str, str], puerto: int) -> subprocess.Popen[bytes]:
    orden = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(puerto)]
    orden += ["--workers", "2", "--blocking-threads", "4", "--log-level", "error", "--no-ws", app]
    return subprocess.Popen(orden, env=entorno, cwd=RAIZ / "benchmarks")


def esperar(puerto: int) -> None:
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", puerto), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    sys.exit("el servidor no arrancó")


def cargar(nombre: str, puerto: int, clientes: int, segundos: float, raiz: int) -> Medida:
    """Ocho clientes con conexión viva; se descarta el primer segundo."""
    latencias: list[float] = []
    candado = threading.Lock()
    fin = time.monotonic() + segundos + 1
    desde = time.monotonic() + 1

    def cliente() -> None:
        conexion = http.client.HTTPConnection("127.0.0.1", puerto, timeout=60)
        propias = []
        while (ahora := time.monotonic()) < fin:
            llave = str(uuid.uuid4())
            cabeceras = {"Content-Type": "application/json", "Idempotency-Key": llave}
            conexion.request("POST", "/api/v1/peticiones", CUERPO, cabeceras)
            respuesta = conexion.getresponse()
            respuesta.read()
            if respuesta.status != 201:
                sys.exit(f"{nombre}: HTTP {respuesta.status}")
            if ahora >= desde:
                propias.append(time.monotonic() - ahora)
        with candado:
            latencias.extend(propias)

    hilos = [threading.Thread(target=cliente) for _ in range(clientes)]
    for h in hilos:
        h.start()
    time.sleep(1)
    web, base = [psutil.Process(raiz)], de_la_base()
    antes = cpu(web), cpu(base)
    for h in hilos:
        h.join()
    despues = cpu(web), cpu(base)
    return Medida(nombre, segundos, latencias, despues[0] - antes[0], despues[1] - antes[1])


def medir(nombre: str, app: str, entorno: dict[str, str], clientes: int, s: float) -> Medida:
    puerto = puerto_libre()
    proceso = servidor(app, entorno, puerto)
    try:
        esperar(puerto)
        return cargar(nombre, puerto, clientes, s, proceso.pid)
    finally:
        proceso.terminate()
        proceso.wait()


def motor(carpeta: Path, segundos: float) -> Medida:
    """El motor solo, en un hilo y sin servidor: contador, lectura y fila, en firme."""
    url = os.environ.get("DATABASE_URL")
    if url:
        import psycopg  # noqa: PLC0415

        conexion = psycopg.connect(url, autocommit=True)
        marca, abrir = "%s", "begin"
    else:
        conexion = sqlite3.connect(carpeta / "motor.sqlite3", isolation_level=None)
        conexion.execute("pragma journal_mode=wal")
        conexion.execute("pragma synchronous=full")
        marca, abrir = "?", "begin immediate"
    conexion.execute("create table motor_contador (id integer primary key, ultimo bigint)")
    conexion.execute("create table motor_fila (numero bigint primary key, texto text)")
    conexion.execute("insert into motor_contador values (1, 0)")
    latencias = []
    fin = time.monotonic() + segundos
    while (ahora := time.monotonic()) < fin:
        conexion.execute(abrir)
        conexion.execute("update motor_contador set ultimo = ultimo + 1 where id = 1")
        numero = conexion.execute("select ultimo from motor_contador where id = 1").fetchone()[0]
        conexion.execute(
            f"insert into motor_fila values ({marca}, {marca})",  # noqa: S608
            (numero, CUERPO.decode()),
        )
        conexion.execute("commit")
        latencias.append(time.monotonic() - ahora)
    return Medida("motor solo (1 hilo)", segundos, latencias)


def version() -> str:
    url = os.environ.get("DATABASE_URL")
    if not url:
        return f"SQLite {sqlite3.sqlite_version}"
    import psycopg  # noqa: PLC0415

    with psycopg.connect(url) as c:
        fila = c.execute("show server_version").fetchone()
        return f"PostgreSQL {fila[0] if fila else '?'}"


def main() -> None:
    lector = argparse.ArgumentParser(description=__doc__)
    lector.add_argument("--clientes", type=int, default=8)
    lector.add_argument("--segundos", type=float, default=15)
    lector.add_argument("--previas", type=int, default=20_000)
    a = lector.parse_args()
    carpeta = Path(tempfile.mkdtemp(prefix="banco-"))
    entorno = {
        **os.environ,
        "VENTANILLA_DATOS": str(carpeta),
        "VENTANILLA_LIMITE_RADICACION": "0",
        "PYTHONPATH": f"{RAIZ / 'src'}:{RAIZ / 'benchmarks'}",
    }
    orden = [sys.executable, "-m", "ventanilla.proyecto.ordenes"]
    try:
        subprocess.run([*orden, "preparar", "--callado"], env=entorno, check=True)
        siembra = SEMBRAR.format(texto=TEXTO, cuantas=a.previas)
        subprocess.run(
            [*orden, "django", "shell", "-v", "0", "-c", siembra], env=entorno, check=True
        )
        tablas = "import vista_desnuda as v; v.crear_tablas()"
        subprocess.run([sys.executable, "-c", tablas], env=entorno, check=True)
        print(f"{version()}; {a.previas} peticiones antes; {a.clientes} clientes; 2 procesos web")
        nuestra = medir(
            "radicar", "ventanilla.proyecto.wsgi:application", entorno, a.clientes, a.segundos
        )
        desnuda = medir(
            "vista desnuda", "vista_desnuda:application", entorno, a.clientes, a.segundos
        )
        solo = motor(carpeta, min(a.segundos, 5))
        for m in (nuestra, desnuda, solo):
            m.imprimir()
        print(
            f"razón: radicar hace {nuestra.por_segundo / desnuda.por_segundo:.2f} de la vista "
            f"desnuda y {nuestra.por_segundo / solo.por_segundo:.3f} del motor solo"
        )
    finally:
        shutil.rmtree(carpeta)


if __name__ == "__main__":
    main()
