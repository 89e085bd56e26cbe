"""Correr una función pura en un proceso aparte, con memoria y tiempo contados.

Para abrir lo que manda un desconocido con una biblioteca que puede inflarse o caerse: si pasa, muere
ese proceso y no la web. El proceso no recibe el entorno, así que tampoco el secreto ni la base.
"""

import importlib
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import ventanilla

MEMORIA = 1024 * 1024 * 1024
# De procesador: lo que gasta no depende de qué tan ocupada esté la máquina.
SEGUNDOS = 20
# De reloj: en una máquina ocupada, a un archivo corriente no se le acaba el tiempo por hacer fila.
SEGUNDOS_DE_RELOJ = 90
_DIJO_QUE_NO = 3


class NoTermino(RuntimeError):
    """La función no acabó: pidió demasiada memoria o tiempo, o se cayó."""


def correr_aparte(funcion: Callable[[bytes, str], bytes], datos: bytes, argumento: str) -> bytes:
    """Lo que devuelve `funcion(datos, argumento)`, corrida en otro proceso.

    Args:
        funcion: de un módulo, por su nombre; no puede ser local.
        argumento: una palabra corta que no es secreta (se ve en la lista de procesos).

    Raises:
        ValueError: el que lanzó la función, con su frase.
        NoTermino: si pasa de `SEGUNDOS`, de `SEGUNDOS_DE_RELOJ` o de `MEMORIA`, o si se cayó.
    """
    orden = [sys.executable, "-m", __name__, funcion.__module__, funcion.__name__, argumento]
    raiz = str(Path(ventanilla.__file__).parents[1])
    try:
        hecho = subprocess.run(  # noqa: S603 (la orden la arma este módulo)
            orden,
            input=datos,
            capture_output=True,
            timeout=SEGUNDOS_DE_RELOJ,
            check=False,
            env={"PYTHONPATH": raiz, "PYTHONDONTWRITEBYTECODE": "1"},
        )
    except subprocess.TimeoutExpired as tarde:
        raise NoTermino(f"No acabó en {SEGUNDOS_DE_RELOJ} segundos.") from tarde
    if hecho.returncode == _DIJO_QUE_NO:
        raise ValueError(hecho.stderr.decode("utf-8", "replace"))
    if hecho.returncode:
        raise NoTermino("El proceso se cayó o pidió demasiado tiempo o memoria.")
    return hecho.stdout


def _en_el_proceso(modulo: str, nombre: str, argumento: str) -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORIA, MEMORIA))
    resource.setrlimit(resource.RLIMIT_CPU, (SEGUNDOS, SEGUNDOS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    funcion = getattr(importlib.import_module(modulo), nombre)
    try:
        salida = funcion(sys.stdin.buffer.read(), argumento)
    except ValueError as no:
        sys.stderr.write(str(no))
        return _DIJO_QUE_NO
    sys.stdout.buffer.write(salida)
    return 0


if __name__ == "__main__":
    sys.exit(_en_el_proceso(*sys.argv[1:]))
