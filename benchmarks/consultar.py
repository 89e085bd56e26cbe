"""Cuánto tarda la página de una petición cuando hay muchas.

    .venv/bin/python benchmarks/consultar.py [--peticiones 100000]
    .venv/bin/python tests/postgres.py .venv/bin/python benchmarks/consultar.py

Siembra la décima parte y mide; siembra el resto y vuelve a medir: imprime p50 y p95 de la página de
consulta, y cuánto creció. Un cliente, conexión viva, petición al azar.
"""

import argparse
import http.client
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.parse
from pathlib import Path

from radicar import RAIZ, esperar, puerto_libre, servidor, version
from siembra import ORDEN, sembrar


class Persona:
    """Un navegador que entra con número y clave y abre su petición."""

    def __init__(self, puerto: int) -> None:
        self.conexion = http.client.HTTPConnection("127.0.0.1", puerto, timeout=60)
        self.galletas: dict[str, str] = {}

    def pedir(self, metodo: str, ruta: str, datos: dict[str, str] | None = None) -> tuple[int, str]:
        cuerpo = urllib.parse.urlencode(datos) if datos else None
        cabeceras = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.galletas.items())}
        if datos:
            cabeceras["Content-Type"] = "application/x-www-form-urlencoded"
        self.conexion.request(metodo, ruta, cuerpo, cabeceras)
        r = self.conexion.getresponse()
        texto = r.read().decode()
        for nombre, valor in r.getheaders():
            if nombre.lower() == "set-cookie":
                llave, _, resto = valor.partition("=")
                self.galletas[llave] = resto.split(";")[0]
        return r.status, texto

    def abrir(self, numero: str, clave: str) -> float:
        """Segundos que tarda la página de la petición, ya con la clave puesta."""
        _, formulario = self.pedir("GET", "/consultar/")
        ficha = re.search(r'csrfmiddlewaretoken" value="(\w+)"', formulario)
        datos = {"csrfmiddlewaretoken": ficha.group(1) if ficha else ""}
        estado, _ = self.pedir("POST", "/consultar/", {**datos, "radicado": numero, "clave": clave})
        if estado != 302:
            sys.exit(f"no abrió {numero}: HTTP {estado}")
        inicio = time.perf_counter()
        estado, texto = self.pedir("GET", f"/mi-peticion/{numero}/")
        segundos = time.perf_counter() - inicio
        if estado != 200 or numero not in texto:
            sys.exit(f"la página de {numero} dio HTTP {estado}")
        return segundos


def medir(puerto: int, pares: list[tuple[str, str, str]], veces: int) -> tuple[float, float]:
    azar = random.Random(1)
    persona = Persona(puerto)
    for numero, clave, _ in pares[:5]:
        persona.abrir(numero, clave)
    tiempos = sorted(persona.abrir(*azar.choice(pares)[:2]) for _ in range(veces))
    return tiempos[len(tiempos) // 2], tiempos[int(len(tiempos) * 0.95)]


def main() -> None:
    lector = argparse.ArgumentParser(description=__doc__)
    lector.add_argument("--peticiones", type=int, default=100_000)
    lector.add_argument("--veces", type=int, default=300)
    a = lector.parse_args()
    carpeta = Path(tempfile.mkdtemp(prefix="banco-"))
    entorno = {**os.environ, "VENTANILLA_DATOS": str(carpeta), "PYTHONPATH": str(RAIZ / "src")}
    entorno["VENTANILLA_LIMITE_RADICACION"] = "0"
    try:
        subprocess.run([*ORDEN, "preparar", "--callado"], env=entorno, check=True)
        puerto = puerto_libre()
        proceso = servidor("ventanilla.proyecto.wsgi:application", entorno, puerto)
        try:
            esperar(puerto)
            print(version())
            pocas = sembrar(entorno, a.peticiones // 10)
            antes = medir(puerto, pocas, a.veces)
            muchas = sembrar(entorno, a.peticiones - a.peticiones // 10)
            despues = medir(puerto, pocas + muchas, a.veces)
        finally:
            proceso.terminate()
            proceso.wait()
        for cuantas, (p50, p95) in ((a.peticiones // 10, antes), (a.peticiones, despues)):
            print(f"{cuantas:>8} peticiones   p50 {p50 * 1e3:5.1f} ms   p95 {p95 * 1e3:5.1f} ms")
        print(f"crece {despues[0] / antes[0]:.2f} veces en p50")
    finally:
        shutil.rmtree(carpeta)


if __name__ == "__main__":
    main()
