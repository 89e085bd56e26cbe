"""Dos jefes firman lo mismo, o se trae dos veces el mismo archivo, en el mismo instante."""

import json
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.concurrencia.test_actos import CONSULTA
from tests.concurrencia.test_numeros import RAIZ, _en_django, _orden, entorno

__all__ = ["entorno"]
pytestmark = pytest.mark.lenta
VECES, FILAS = 8, 1200
JEFES = ("diego@ejemplo.gov.co", "elsa@ejemplo.gov.co")

PREPARAR = """
import json
from datetime import date
from ventanilla.comun.actores import CIUDADANIA
from ventanilla.comun.reloj import ahora
from ventanilla.conftest import dejar
from ventanilla.directorio.consultas import actor_de
from ventanilla.directorio.models import *
from ventanilla.directorio.tests.elenco import dependencia_con_libro, persona_con_libro
from ventanilla.importacion.models import Traida
from ventanilla.importacion.servicios.traidas import probar, subir, traer
from ventanilla.importacion.servicios.trabajar import trabajar
from ventanilla.importacion.tests.viejo import MAPA, TITULOS
from ventanilla.peticiones.models import Peticion
from ventanilla.peticiones.reglas.solicitud import Solicitante, Solicitud
from ventanilla.peticiones.servicios.alcances import guardar_alcance
from ventanilla.peticiones.servicios.componer import componer_respuesta
from ventanilla.peticiones.servicios.despachar import despachar
from ventanilla.peticiones.servicios.firmar import firmar
from ventanilla.peticiones.servicios.radicar import radicar
from ventanilla.peticiones.servicios.responder import guardar_borrador
d = date(2020, 1, 1)
Entidad.objects.all().delete()
Entidad.objects.create(nombre="Alcaldía de Prueba", nit="800.000.000-0", ciudad="Ibagué")
dependencia_con_libro("1040", "Atención", es_atencion=True, desde=d)
u = dependencia_con_libro("1500", "Infraestructura", desde=d)
diego = persona_con_libro("diego@ejemplo.gov.co", "Diego Ficticio", rol=Rol.JEFE, dependencia=u)
persona_con_libro("elsa@ejemplo.gov.co", "Elsa Ficticia", rol=Rol.JEFE, dependencia=u)
fabio = persona_con_libro("f@ejemplo.gov.co", "Fabio", rol=Rol.ADMINISTRADOR, dependencia=None)
jefe, admin = actor_de(diego, ahora()), actor_de(fabio, ahora())
def una(acto, n):
    pedida = Solicitud(clase="peticion", texto=f"{acto} {n}", solicitante=Solicitante(tipo="anonimo"))
    p = radicar(pedida, actor=CIUDADANIA, ahora=ahora()).peticion
    dejar(p, dependencia=u)
    def leida():
        return Peticion.objects.select_related("radicado__serie", "dependencia").get(pk=p.pk)
    if acto != "trasladar":
        guardar_borrador(leida(), asunto="", texto="Va.", version=0, actor=jefe, ahora=ahora())
    if acto == "alcance":
        r = firmar(leida(), version=1, actor=jefe, ahora=ahora())
        componer_respuesta(r.pk, ahora=ahora())
        despachar(leida(), medio="consulta", actor=jefe, ahora=ahora())
        guardar_alcance(leida(), para="completar", asunto="", texto="Otra cosa que faltó decir.",
            version=0, actor=jefe, ahora=ahora())
    return p.pk
peticiones = {a: [una(a, n) for n in range(VECES)] for a in ("firmar", "trasladar", "alcance")}
filas = "".join(f"{n};2026-11-10;Petición;Abierta;;Obras;;A{n}\\n" for n in range(1, FILAS + 1))
traidas = []
for _ in range(2):
    t = subir("viejo.csv", [(TITULOS + filas).encode()], que="pqrsd", actor=admin, ahora=ahora())
    Traida.objects.filter(pk=t.pk).update(mapa=t.mapa | MAPA)
    t.refresh_from_db()
    probar(t, actor=admin, ahora=ahora())
    trabajar(t.pk, reloj=ahora)
    t.refresh_from_db()
    traer(t, actor=admin, ahora=ahora())
    traidas.append(t.pk)
print(json.dumps({**peticiones, "traer": traidas}))
""".replace("VECES", str(VECES)).replace("FILAS", str(FILAS))
TRAIDO = """
import json
from ventanilla.correspondencia.models import Radicado
from ventanilla.importacion.models import Traida
print(json.dumps({
    "numeros": list(Radicado.objects.filter(serie__codigo="sistema_viejo").values_list("impreso", flat=True)),
    "traidas": list(Traida.objects.order_by("pk").values_list("estado", "entraron")),
}))
"""


class Rivales:
    """Dos procesos ya encendidos que reciben la misma orden en el mismo instante."""

    def __init__(self, entorno: dict[str, str]) -> None:
        self.procesos = [
            subprocess.Popen(
                [sys.executable, str(RAIZ / "tests" / "concurrencia" / "rival.py"), correo],
                env=entorno,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            for correo in JEFES
        ]
        assert self._leer() == ["listo", "listo"]

    def a_la_vez(self, acto: str, *llaves: int) -> list[str]:
        """Lo que contesta cada uno."""
        for proceso, llave in zip(self.procesos, llaves, strict=True):
            assert proceso.stdin is not None
            proceso.stdin.write(f"{acto} {llave}\n")
            proceso.stdin.flush()
        return self._leer()

    def _leer(self) -> list[str]:
        dichos = []
        for proceso in self.procesos:
            assert proceso.stdout is not None
            dichos.append(proceso.stdout.readline().strip())
        return dichos

    def cerrar(self) -> None:
        for proceso in self.procesos:
            proceso.kill()
            proceso.wait()


@pytest.fixture
def preparado(entorno: dict[str, str]) -> Iterator[tuple[dict[str, list[int]], Rivales]]:
    datos = json.loads(_en_django(entorno, PREPARAR).strip().splitlines()[-1])
    rivales = Rivales(entorno)
    yield datos, rivales
    rivales.cerrar()


def test_lo_mismo_a_la_vez_pasa_una_sola_vez(
    entorno: dict[str, str], preparado: tuple[dict[str, list[int]], Rivales]
) -> None:
    datos, rivales = preparado
    for acto in ("firmar", "trasladar", "alcance"):
        for llave in datos[acto]:
            dichos = rivales.a_la_vez(acto, llave, llave)
            assert sorted(d.split()[0] for d in dichos) == ["no", "si"], (acto, dichos)

    dichos = rivales.a_la_vez("traer", *datos["traer"])
    assert not [d for d in dichos if d.startswith("falla")], dichos
    traido = json.loads(_en_django(entorno, TRAIDO))
    assert sorted(traido["numeros"]) == sorted(str(n) for n in range(1, FILAS + 1))
    assert [estado for estado, _ in traido["traidas"]] == ["terminada", "terminada"]
    assert sum(entraron for _, entraron in traido["traidas"]) == FILAS

    filas = json.loads(_en_django(entorno, CONSULTA))
    salidas = [n for serie, n, _ in filas if serie == "salida"]
    # Una por firma y por traslado; los alcances suman la suya y la de su respuesta.
    assert salidas == list(range(1, 4 * VECES + 1))
    libro = json.loads(_orden(entorno, "verificar", "--json"))
    assert libro["huecos"] == libro["repetidos"] == libro["alteraciones"] == []
