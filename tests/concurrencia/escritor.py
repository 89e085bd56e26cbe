"""Un proceso que radica sin parar, y a veces deshace a mitad de camino.

    python tests/concurrencia/escritor.py SEMILLA SEGUNDOS [MOMENTO]

Sigue SEGUNDOS desde lo primero que confirma, y hasta tener POCAS: en una máquina muy ocupada el tiempo
se puede ir en arrancar. Con MOMENTO (ISO 8601), su reloj está quieto ahí hasta esa primera y cruza el
año a su hora; la última siempre es de después.
Imprime «llave radicado clave» solo cuando ya está confirmado: es lo que se le acusó a la persona.
"""

import random
import sys
import time
from datetime import datetime, timedelta

import django

django.setup()

from ventanilla.comun.actores import CIUDADANIA  # noqa: E402
from ventanilla.comun.reloj import ahora  # noqa: E402
from ventanilla.comun.transaccion import escritura  # noqa: E402
from ventanilla.peticiones.reglas.solicitud import Solicitante, Solicitud  # noqa: E402
from ventanilla.peticiones.servicios.radicar import radicar  # noqa: E402

POCAS = 5


class Deshacer(Exception):
    """Se cae después de tomar el número y antes de confirmar."""


def main(semilla: int, segundos: float, desde: datetime | None = None) -> None:
    azar = random.Random(semilla)  # noqa: S311
    arranque, hechas, a_tiempo = 0.0, 0, True

    def van() -> float:
        return time.monotonic() - arranque if hechas else 0.0

    def reloj() -> datetime:
        return desde + timedelta(seconds=van()) if desde else ahora()

    while a_tiempo or hechas < POCAS:
        empezo_a_tiempo = van() < segundos
        llave = f"{semilla:04d}-{azar.getrandbits(64):016x}"
        solicitud = Solicitud(
            clase="peticion",
            texto=f"Arreglen la vía {llave}",
            solicitante=Solicitante(tipo="anonimo"),
        )
        try:
            with escritura():
                hecha = radicar(solicitud, actor=CIUDADANIA, ahora=reloj(), llave=llave)
                if azar.random() < 0.3:
                    raise Deshacer
        except Deshacer:
            continue
        arranque = arranque or time.monotonic()
        hechas += 1
        a_tiempo = empezo_a_tiempo
        sys.stdout.write(f"{llave} {hecha.radicado.impreso} {hecha.clave}\n")
        sys.stdout.flush()


main(int(sys.argv[1]), float(sys.argv[2]), *map(datetime.fromisoformat, sys.argv[3:4]))
