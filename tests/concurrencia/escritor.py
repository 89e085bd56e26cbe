"""Un proceso que radica sin parar, y a veces deshace a mitad de camino.

    python tests/concurrencia/escritor.py SEMILLA SEGUNDOS [MOMENTO]

Con MOMENTO (ISO 8601), su reloj empieza ahí: cada proceso cruza el año a su hora.
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


class Deshacer(Exception):
    """Se cae después de tomar el número y antes de confirmar."""


def main(semilla: int, segundos: float, desde: datetime | None = None) -> None:
    azar = random.Random(semilla)  # noqa: S311
    arranque = time.monotonic()
    fin = arranque + segundos

    def reloj() -> datetime:
        return desde + timedelta(seconds=time.monotonic() - arranque) if desde else ahora()

    while time.monotonic() < fin:
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
        sys.stdout.write(f"{llave} {hecha.radicado.impreso} {hecha.clave}\n")
        sys.stdout.flush()


main(int(sys.argv[1]), float(sys.argv[2]), *map(datetime.fromisoformat, sys.argv[3:4]))
