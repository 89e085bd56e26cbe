"""Un proceso que radica y termina peticiones sin parar: firma, traslada, rechaza o anula.

    python tests/concurrencia/actos.py SEMILLA SEGUNDOS

A veces deshace con el número de salida ya tomado. Imprime «salida» y su número cuando está confirmado.
Aunque se acabe el tiempo, confirma al menos una.
"""

import random
import sys
import time
from collections.abc import Callable

import django

django.setup()

from ventanilla.comun.actores import CIUDADANIA, Actor  # noqa: E402
from ventanilla.comun.errores import Cambiado  # noqa: E402
from ventanilla.comun.reloj import ahora  # noqa: E402
from ventanilla.comun.transaccion import escritura  # noqa: E402
from ventanilla.conftest import dejar  # noqa: E402
from ventanilla.directorio.consultas import actor_de  # noqa: E402
from ventanilla.directorio.models import Dependencia, Usuario  # noqa: E402
from ventanilla.peticiones.models import Peticion  # noqa: E402
from ventanilla.peticiones.reglas.solicitud import Solicitante, Solicitud  # noqa: E402
from ventanilla.peticiones.servicios.firmar import firmar  # noqa: E402
from ventanilla.peticiones.servicios.radicar import radicar  # noqa: E402
from ventanilla.peticiones.servicios.responder import guardar_borrador, proyectar  # noqa: E402
from ventanilla.peticiones.servicios.terminar import rechazar  # noqa: E402
from ventanilla.peticiones.servicios.trasladar import Autoridad, trasladar  # noqa: E402

RAZON = "Le corresponde por competencia a la autoridad nacional de vías."
INVIAS = Autoridad("Instituto Nacional de Vías", direccion="Calle 25G")


class Deshacer(Exception):
    """Se cae después de tomar el número y antes de confirmar."""


def _firmar(p: Peticion, actor: Actor) -> str:
    respuesta = guardar_borrador(
        p, asunto="Va", texto="Ya lo arreglamos.", version=0, actor=actor, ahora=ahora()
    )
    p.refresh_from_db()
    proyectar(p, version=respuesta.version, actor=actor, ahora=ahora())
    firmada = firmar(p, version=respuesta.version, actor=actor, ahora=ahora())
    return firmada.radicado.impreso if firmada.radicado else ""


def _trasladar(p: Peticion, actor: Actor) -> str:
    oficio = trasladar(p, autoridad=INVIAS, razon=RAZON, actor=actor, ahora=ahora())
    return oficio.radicado.impreso


def _rechazar(p: Peticion, actor: Actor) -> str:
    return rechazar(p, razones=RAZON, actor=actor, ahora=ahora()).radicado.impreso


ACTOS: tuple[Callable[[Peticion, Actor], str], ...] = (_firmar, _trasladar, _rechazar)


def _otra(semilla: int, azar: random.Random, dependencia: Dependencia) -> Peticion:
    solicitud = Solicitud(
        clase="peticion",
        texto=f"Arreglen la vía {semilla} {azar.getrandbits(64)}",
        solicitante=Solicitante(tipo="anonimo"),
    )
    nueva = radicar(solicitud, actor=CIUDADANIA, ahora=ahora()).peticion
    dejar(nueva, dependencia=dependencia)
    return Peticion.objects.select_related("radicado__serie", "dependencia").get(pk=nueva.pk)


def main(semilla: int, segundos: float) -> None:
    azar = random.Random(semilla)  # noqa: S311
    actor = actor_de(Usuario.objects.get(), ahora())
    dependencia = Dependencia.objects.get(codigo="1500")
    fin = time.monotonic() + segundos
    hechas = 0
    while not hechas or time.monotonic() < fin:
        peticion = _otra(semilla, azar, dependencia)
        acto = azar.choice(ACTOS)
        try:
            with escritura():
                salida = acto(peticion, actor)
                if azar.random() < 0.3:
                    raise Deshacer
        except (Deshacer, Cambiado):
            continue
        hechas += 1
        sys.stdout.write(f"salida {salida}\n")
        sys.stdout.flush()


main(int(sys.argv[1]), float(sys.argv[2]))
