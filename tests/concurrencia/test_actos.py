"""Ocho procesos firman, trasladan y rechazan a la vez, unos deshacen y a otros los matan."""

import json
import signal
import subprocess
import sys

import pytest

from tests.concurrencia.test_numeros import RAIZ, _en_django, _orden, entorno

__all__ = ["entorno"]
pytestmark = pytest.mark.lenta
ACTORES, SEGUNDOS = 8, 12

PREPARAR = """
from datetime import date
from ventanilla.directorio.models import *
from ventanilla.directorio.tests.elenco import dependencia_con_libro, persona_con_libro
d = date(2020, 1, 1)
Entidad.objects.all().delete()
Entidad.objects.create(nombre="Alcaldía de Prueba", nit="800.000.000-0", ciudad="Ibagué")
dependencia_con_libro("1040", "Atención", es_atencion=True, desde=d)
u = dependencia_con_libro("1500", "Infraestructura", desde=d)
persona_con_libro("jefe@ejemplo.gov.co", "Diego Ficticio", rol=Rol.JEFE, dependencia=u)
"""
CONSULTA = """
import json
from ventanilla.correspondencia.models import Radicado
filas = Radicado.objects.filter(consecutivo__isnull=False).order_by("serie", "consecutivo")
print(json.dumps([list(f) for f in filas.values_list("serie__codigo", "consecutivo", "impreso")]))
"""


def _actuar_y_matar(entorno: dict[str, str]) -> list[str]:
    guion = str(RAIZ / "tests" / "concurrencia" / "actos.py")
    procesos = [
        subprocess.Popen(
            [sys.executable, guion, str(n), str(SEGUNDOS)],
            env=entorno,
            stdout=subprocess.PIPE,
            text=True,
        )
        for n in range(ACTORES)
    ]
    salidas: list[str] = []
    for n, proceso in enumerate(procesos):
        assert proceso.stdout is not None
        lineas = []
        if n < ACTORES // 2:
            lineas = [proceso.stdout.readline() for _ in range(1)]
            proceso.send_signal(signal.SIGKILL)
        lineas += proceso.stdout
        proceso.wait()
        salidas += [
            linea.split()[1] for linea in lineas if linea.endswith("\n") and len(linea.split()) == 2
        ]
    return salidas


def test_los_numeros_de_salida_no_tienen_huecos_ni_se_repiten(entorno: dict[str, str]) -> None:
    _en_django(entorno, PREPARAR)
    salidas = _actuar_y_matar(entorno)
    assert len(salidas) >= ACTORES // 2
    assert len(set(salidas)) == len(salidas)

    filas = json.loads(_en_django(entorno, CONSULTA))
    for serie in ("entrada", "salida"):
        numeros = [n for s, n, _ in filas if s == serie]
        assert numeros == list(range(1, len(numeros) + 1))
    assert set(salidas) <= {impreso for _, _, impreso in filas}

    libro = json.loads(_orden(entorno, "verificar", "--json"))
    assert libro["huecos"] == libro["repetidos"] == libro["alteraciones"] == []
