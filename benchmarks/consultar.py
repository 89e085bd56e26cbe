"""Cuánto tarda la página de una petición cuando hay muchas.

    .venv/bin/python benchmarks/consultar.py [--peticiones 100000]
    .venv/bin/python tests/postgres.py .venv/bin/python benchmarks/consultar.py

Siembra la décima parte y mide; siembra el resto y vuelve a medir: imprime p50 y p95 de la página de
consulta, y cuánto creció. Un cliente, conexión viva, petición al azar.
"""

import argparse
import http.client
import json
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

ORDEN = [sys.executable, "-m", "ventanilla.proyecto.ordenes"]
# Una petición de verdad y copias de todas sus filas: solo cambian números, llaves y fechas.
SEMBRAR = """
import json, sys, uuid
from datetime import timedelta
from ventanilla.comun.actores import CIUDADANIA
from ventanilla.comun.cifrado import llave
from ventanilla.comun.identificadores import derivar_clave, ficha, huella_clave
from ventanilla.comun.reloj import ahora
from ventanilla.comun.transaccion import escritura
from ventanilla.correspondencia.models import Contador, Radicado
from ventanilla.peticiones.models import Actuacion, Peticion, Plazo
from ventanilla.peticiones.reglas.solicitud import Solicitante, Solicitud
from ventanilla.peticiones.servicios.radicar import radicar
s = Solicitud(clase="peticion", texto="Arreglen la vía del barrio. " * 20,
              solicitante=Solicitante(tipo="anonimo"))
modelo = radicar(s, actor=CIUDADANIA, ahora=ahora())
base = Contador.objects.get().ultimo
abren = [[modelo.radicado.impreso, modelo.clave]]
def copia(fila, **cambios):
    valores = {c.attname: getattr(fila, c.attname) for c in fila._meta.concrete_fields
               if not c.primary_key}
    return type(fila)(**{**valores, **cambios})
acto, plazos = modelo.peticion.actuaciones.get(), list(modelo.peticion.plazos.all())
for inicio in range(0, CUANTAS - 1, 2000):
    with escritura():
        numeros = range(base + 1 + inicio, base + 1 + min(inicio + 2000, CUANTAS - 1))
        radicados = Radicado.objects.bulk_create(
            copia(modelo.radicado, consecutivo=n, impreso=f"{modelo.radicado.vigencia}-{n:06d}",
                  verificacion=ficha()) for n in numeros)
        nuevas = []
        for r in radicados:
            u = uuid.uuid4()
            clave = derivar_clave(llave("clave-ciudadana"), u, 1)
            nuevas.append(copia(modelo.peticion, uuid=u, radicado_id=r.pk,
                                clave_huella=huella_clave(clave)))
            abren.append([r.impreso, clave])
        nuevas = Peticion.objects.bulk_create(nuevas)
        Actuacion.objects.bulk_create(copia(acto, peticion_id=p.pk) for p in nuevas)
        Plazo.objects.bulk_create(copia(z, peticion_id=p.pk) for p in nuevas for z in plazos)
        Contador.objects.update(ultimo=numeros[-1])
print(json.dumps(abren[:: max(1, len(abren) // 2000)]))
"""


def sembrar(entorno: dict[str, str], cuantas: int) -> list[list[str]]:
    """Agrega `cuantas` peticiones; devuelve pares (número, clave) de una muestra."""
    codigo = SEMBRAR.replace("CUANTAS", str(cuantas))
    hecho = subprocess.run(
        [*ORDEN, "django", "shell", "-v", "0", "-c", codigo],
        env=entorno,
        check=True,
        capture_output=True,
        text=True,
    )
    pares: list[list[str]] = json.loads(hecho.stdout)
    return pares


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


def medir(puerto: int, pares: list[list[str]], veces: int) -> tuple[float, float]:
    azar = random.Random(1)
    persona = Persona(puerto)
    for numero, clave in pares[:5]:
        persona.abrir(numero, clave)
    tiempos = sorted(persona.abrir(*azar.choice(pares)) for _ in range(veces))
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
