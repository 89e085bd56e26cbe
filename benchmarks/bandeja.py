"""Cuánto tardan la bandeja, su búsqueda y la hoja de una petición cuando hay muchas.

    .venv/bin/python benchmarks/bandeja.py [--peticiones 100000] [--abiertas 20]
    .venv/bin/python tests/postgres.py .venv/bin/python benchmarks/bandeja.py

Todas son de una sola dependencia; `--abiertas` es el porcentaje que sigue sin responder. Siembra la
décima parte y mide; siembra el resto y vuelve a medir. Imprime p50 y p95 en milisegundos, la CPU por
página y cuánto creció cada una. Un cliente, conexión viva.
"""

import argparse
import http.client
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import psutil
from radicar import RAIZ, cpu, de_la_base, esperar, puerto_libre, servidor, version
from siembra import ORDEN, correr, sembrar

# Quien mira: alguien de la dependencia y quien radica, que ve todas. La sesión se abre por dentro.
ENTRAR = """
from datetime import date
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from ventanilla.directorio.models import Dependencia, Nombramiento, Rol, Usuario, Vinculacion
Sesiones = import_module(settings.SESSION_ENGINE).SessionStore
inicio = date(2020, 1, 1)
obras = Dependencia.objects.create(codigo="9999", nombre="Obras de prueba", desde=inicio)
for nombre, rol in (("Persona Uno", Rol.FUNCIONARIO), ("Persona Dos", Rol.RADICADOR)):
    u = Usuario.objects.create_user(f"{rol}@ejemplo.gov.co", nombre)
    Vinculacion.objects.create(usuario=u, clase="carrera", desde=inicio)
    Nombramiento.objects.create(usuario=u, rol=rol, dependencia=obras, desde=inicio, acto="Prueba")
    sesion = Sesiones()
    sesion[SESSION_KEY] = str(u.pk)
    sesion[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    sesion[HASH_SESSION_KEY] = u.get_session_auth_hash()
    sesion.save()
    print(sesion.session_key)
"""
# Palabras de frecuencia conocida: en todas, en una de cada veinte, en una de cada mil.
VARIAR = """
from ventanilla.directorio.models import Dependencia, Usuario
from ventanilla.peticiones.models import Estado
from ventanilla.peticiones.reglas.busqueda import fichas
obras = Dependencia.objects.get(codigo="9999")
una = Usuario.objects.get(nombre="Persona Uno")
def variar(radicado):
    n = radicado.consecutivo
    cerrada = n * 7919 % 100 >= ABIERTAS
    # Una de cada cien espera que la persona aclare, y a la mitad ya se le pasó.
    aclara = not cerrada and n % 100 == 1
    estado = Estado.POR_ACLARAR if aclara else Estado.ASIGNADA
    texto = "Arreglen la vía del barrio " + ("alumbrado " if n % 20 == 3 else "")
    texto += "samán " if n % 1000 == 7 else ""
    relleno = " ".join(f"palabra{n * k * 31 % 4000}" for k in range(1, 30))
    return {
        "busqueda": fichas(radicado.impreso, texto, relleno),
        "asunto": f"Vía del barrio, tramo {n}",
        "dependencia_id": obras.pk,
        "responsable_id": una.pk if n % 50 == 0 else None,
        "estado": Estado.NOTIFICADA if cerrada else estado,
        "persona_hasta": modelo.peticion.vence + timedelta(days=n * 37 % 40 - 35) if aclara else None,
        "esta_cerrada": cerrada,
        "clase": "control" if n % 40 == 0 else "peticion",
        "vence_momento": modelo.peticion.vence_momento + timedelta(minutes=n * 37 % 40000 - 20000),
    }
"""
AFINAR = "from ventanilla.comun.transaccion import afinar_indices; afinar_indices()"


class Persona:
    """Un navegador con la sesión ya abierta."""

    def __init__(self, puerto: int, sesion: str) -> None:
        self.conexion = http.client.HTTPConnection("127.0.0.1", puerto, timeout=60)
        self.cabeceras = {"Cookie": f"sessionid={sesion}"}
        self.ultima = 0.0

    def abrir(self, ruta: str) -> float:
        """Segundos que tarda la página."""
        if time.monotonic() - self.ultima > 5:
            # El servidor suelta la conexión que lleva rato quieta.
            self.conexion.close()
        inicio = time.perf_counter()
        self.conexion.request("GET", ruta, headers=self.cabeceras)
        respuesta = self.conexion.getresponse()
        respuesta.read()
        if respuesta.status != 200:
            sys.exit(f"{ruta} dio HTTP {respuesta.status} {respuesta.getheader('Location', '')}")
        self.ultima = time.monotonic()
        return time.perf_counter() - inicio


@dataclass
class Pagina:
    """Lo que dio una página: sus tiempos en orden y la CPU de cada vez (s), del servidor y la base.

    La CPU no depende de quién más use la máquina; el tiempo, sí.
    """

    tiempos: list[float]
    cpu_servidor: float
    cpu_base: float

    def corte(self, parte: float) -> float:
        """Milisegundos que no pasa esa parte de las veces."""
        return self.tiempos[int(len(self.tiempos) * parte)] * 1e3


def medir(
    puerto: int, sesiones: list[str], hojas: list[str], veces: int, raiz: int
) -> dict[str, Pagina]:
    """Por página, lo que tardó y lo que costó."""
    azar = random.Random(1)
    web, base = [psutil.Process(raiz)], de_la_base()
    una, radica = (Persona(puerto, s) for s in sesiones)

    def lista(**filtro: str) -> str:
        return "/trabajo/?" + urlencode(filtro)

    paginas: dict[str, Callable[[], float]] = {
        "mi bandeja": lambda: una.abrir(lista(vista="mia")),
        "mi dependencia": lambda: una.abrir(lista(vista="dependencia")),
        "todas": lambda: radica.abrir(lista(vista="todas")),
        "entes de control": lambda: una.abrir(lista(vista="control")),
        "buscar: en todas": lambda: una.abrir(lista(vista="dependencia", q="vía barrio")),
        "buscar: 1 de 20": lambda: una.abrir(lista(vista="dependencia", q="alumbrado")),
        "buscar: 1 de 1.000": lambda: radica.abrir(lista(vista="todas", q="samán")),
        "buscar: en cerradas": lambda: una.abrir(
            lista(vista="dependencia", q="alumbrado barrio", estado="cerradas")
        ),
        "petición": lambda: una.abrir(f"/trabajo/peticiones/{azar.choice(hojas)}/"),
    }
    medidas = {}
    for nombre, abrir in paginas.items():
        for _ in range(5):
            abrir()
        antes = cpu(web), cpu(base)
        tiempos = sorted(abrir() for _ in range(veces))
        gastos = [(d - a) / veces for a, d in zip(antes, (cpu(web), cpu(base)), strict=True)]
        medidas[nombre] = Pagina(tiempos, *gastos)
    return medidas


def imprimir(cuantas: int, antes: dict[str, Pagina], despues: dict[str, Pagina]) -> None:
    print("En milisegundos; CPU por página del servidor y de la base, y cuánto creció su suma")
    columnas = f"{'p50':>8}{'p95':>8}{'web':>7}{'base':>7}"
    print(f"{'':<20}{cuantas // 10:>30}{cuantas:>30}{'crece':>8}")
    print(f"{'':<20}{columnas}{columnas}{'p50':>8}{'CPU':>6}")
    for nombre, d in despues.items():
        a = antes[nombre]
        partes = "".join(
            f"{m.corte(0.5):>8.1f}{m.corte(0.95):>8.1f}"
            f"{m.cpu_servidor * 1e3:>7.1f}{m.cpu_base * 1e3:>7.1f}"
            for m in (a, d)
        )
        gasto = (d.cpu_servidor + d.cpu_base) / max(1e-4, a.cpu_servidor + a.cpu_base)
        print(f"{nombre:<20}{partes}{d.corte(0.5) / a.corte(0.5):>8.2f}{gasto:>6.2f}")


def main() -> None:
    lector = argparse.ArgumentParser(description=__doc__)
    lector.add_argument("--peticiones", type=int, default=100_000)
    lector.add_argument("--abiertas", type=int, default=20)
    lector.add_argument("--veces", type=int, default=100)
    lector.add_argument("--guardar", type=Path, help="deja la carpeta de datos ahí, para mirarla")
    a = lector.parse_args()
    carpeta = Path(tempfile.mkdtemp(prefix="banco-"))
    entorno = {**os.environ, "VENTANILLA_DATOS": str(carpeta), "PYTHONPATH": str(RAIZ / "src")}
    variar = VARIAR.replace("ABIERTAS", str(a.abiertas))
    try:
        subprocess.run([*ORDEN, "preparar", "--callado"], env=entorno, check=True)
        sesiones = correr(entorno, ENTRAR).split()
        puerto = puerto_libre()
        proceso = servidor("ventanilla.proyecto.wsgi:application", entorno, puerto)
        try:
            esperar(puerto)
            print(f"{version()}; {a.abiertas} % abiertas")
            hojas, rondas = [], []
            for cuantas in (a.peticiones // 10, a.peticiones - a.peticiones // 10):
                # La primera es el modelo, sin dependencia: no la puede abrir cualquiera.
                hojas += [u for _, _, u in sembrar(entorno, cuantas, variar)[1:]]
                correr(entorno, AFINAR)
                rondas.append(medir(puerto, sesiones, hojas, a.veces, proceso.pid))
        finally:
            proceso.terminate()
            proceso.wait()
        imprimir(a.peticiones, *rondas)
    finally:
        if a.guardar:
            shutil.move(carpeta, a.guardar)
        else:
            shutil.rmtree(carpeta)


if __name__ == "__main__":
    main()
