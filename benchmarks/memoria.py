"""Cuánta memoria usan la web y el obrero, juntos, después de muchas peticiones.

    .venv/bin/python benchmarks/memoria.py [--solicitudes 10000]
    .venv/bin/python tests/postgres.py .venv/bin/python benchmarks/memoria.py

Arranca `./ventanilla servir` como en producción (dos procesos web y el obrero), le pide de todo a cuatro
clientes a la vez (radicar, consultar, bandeja, búsqueda, petición) y suma la PSS de todos sus procesos:
lo que comparten se cuenta una sola vez. Imprime la del comienzo, la del final y el máximo entre las dos.
"""

import argparse
import http.client
import os
import shutil
import subprocess
import tempfile
import threading
from itertools import count
from pathlib import Path

import psutil
from bandeja import AFINAR, ENTRAR, VARIAR, Persona
from radicar import CUERPO, RAIZ, esperar, puerto_libre, version
from siembra import ORDEN, correr, sembrar

CLIENTES = 4
MEGA = 1024 * 1024


def pss(raiz: psutil.Process) -> dict[str, float]:
    """MiB de cada proceso del programa, por su nombre y su número."""
    medidas = {}
    for p in [raiz, *raiz.children(recursive=True)]:
        try:
            medidas[f"{_nombre(p)} {p.pid}"] = p.memory_full_info().pss / MEGA
        except psutil.NoSuchProcess:
            continue
    return medidas


def _nombre(p: psutil.Process) -> str:
    """El del proceso: todos nacen de la misma orden y cada uno se pone el suyo."""
    return "servir" if "python" in p.name() else p.name()


def trabajar(
    puerto: int, sesiones: list[str], hojas: list[str], turnos: "count[int]", n: int
) -> None:
    """Un cliente: toma turnos hasta que se hayan hecho `n` entre todos."""
    una, radica = (Persona(puerto, s) for s in sesiones)
    afuera = http.client.HTTPConnection("127.0.0.1", puerto, timeout=60)

    def radicar() -> None:
        cabeceras = {"Content-Type": "application/json", "X-Forwarded-For": "192.0.2.1"}
        afuera.request("POST", "/api/v1/peticiones", CUERPO, cabeceras)
        afuera.getresponse().read()

    def publica() -> None:
        afuera.request("GET", "/consultar/")
        afuera.getresponse().read()

    pedir = [
        lambda i: una.abrir("/trabajo/?vista=dependencia"),
        lambda i: una.abrir(f"/trabajo/peticiones/{hojas[i % len(hojas)]}/"),
        lambda i: radica.abrir(f"/trabajo/?vista=todas&q=palabra{i % 4000}"),
        lambda i: radicar(),
        lambda i: publica(),
    ]
    while (i := next(turnos)) < n:
        pedir[i % len(pedir)](i)


def main() -> None:
    lector = argparse.ArgumentParser(description=__doc__)
    lector.add_argument("--solicitudes", type=int, default=10_000)
    lector.add_argument("--peticiones", type=int, default=10_000)
    a = lector.parse_args()
    carpeta = Path(tempfile.mkdtemp(prefix="memoria-"))
    entorno = {
        **os.environ,
        "VENTANILLA_DATOS": str(carpeta),
        "VENTANILLA_LIMITE_RADICACION": "1000000",
        "PYTHONPATH": str(RAIZ / "src"),
    }
    try:
        subprocess.run([*ORDEN, "preparar", "--callado"], env=entorno, check=True)
        sesiones = correr(entorno, ENTRAR).split()
        hojas = [u for _, _, u in sembrar(entorno, a.peticiones, VARIAR.replace("ABIERTAS", "20"))]
        correr(entorno, AFINAR)
        puerto = puerto_libre()
        proceso = subprocess.Popen([*ORDEN, "servir", "--puerto", str(puerto)], env=entorno)
        try:
            esperar(puerto)
            raiz = psutil.Process(proceso.pid)
            _medir(raiz, puerto, sesiones, hojas[1:], a.solicitudes)
        finally:
            proceso.terminate()
            proceso.wait()
    finally:
        shutil.rmtree(carpeta)


def _medir(
    raiz: psutil.Process, puerto: int, sesiones: list[str], hojas: list[str], n: int
) -> None:
    # Una de cada página primero: lo que se carga al usarse no es crecimiento.
    trabajar(puerto, sesiones, hojas, count(), 10)
    antes = pss(raiz)
    turnos = count()
    hilos = [
        threading.Thread(target=trabajar, args=(puerto, sesiones, hojas, turnos, n))
        for _ in range(CLIENTES)
    ]
    for hilo in hilos:
        hilo.start()
    maximo = sum(antes.values())
    while any(h.is_alive() for h in hilos):
        hilos[0].join(2)
        maximo = max(maximo, sum(pss(raiz).values()))
    despues = pss(raiz)
    print(f"{version()}; {n} solicitudes")
    for nombre, megas in despues.items():
        print(f"  {nombre:<24}{antes.get(nombre, 0):>8.1f}{megas:>8.1f} MiB PSS")
    print(f"  {'todo':<24}{sum(antes.values()):>8.1f}{sum(despues.values()):>8.1f}")
    print(f"  {'lo más alto':<32}{maximo:>8.1f}")


if __name__ == "__main__":
    main()
