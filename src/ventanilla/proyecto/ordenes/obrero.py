"""El obrero: corre las tareas encoladas y lleva la agenda.

Tiene dos carriles: el de todos los días (correos, documentos, sellos) y el de lo que tarda (una
importación, volver a contar miles de fechas). Lo de uno no espera por lo del otro.
"""

import argparse
import logging
import os
import threading
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ventanilla.proyecto.ordenes.armar import armar

if TYPE_CHECKING:
    from django_tasks_db.management.commands.db_worker import Worker

NOMBRE = "obrero"
AYUDA = "corre las tareas encoladas (lo arranca `servir`; úselo suelto en otras máquinas)"
registro = logging.getLogger("ventanilla.obrero")


def argumentos(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--una-vez", action="store_true", help="hace lo pendiente y termina")


def _llevar_la_agenda() -> None:
    from django.db import DatabaseError, close_old_connections  # noqa: PLC0415

    from ventanilla.comun.reloj import ahora  # noqa: PLC0415
    from ventanilla.proyecto.agenda import encolar_vencidas  # noqa: PLC0415
    from ventanilla.proyecto.tareas import recuperar_abandonadas  # noqa: PLC0415

    while True:
        try:
            close_old_connections()
            recuperar_abandonadas(ahora=ahora())
            encolar_vencidas(ahora=ahora())
        except DatabaseError as error:
            # La base puede faltar un rato; la agenda no se pierde, se atrasa.
            registro.warning("la agenda espera la base: %s", type(error).__name__)
        time.sleep(5)


def ejecutar(args: argparse.Namespace) -> int:
    armar()
    return trabajar(una_vez=args.una_vez)


def trabajar(*, una_vez: bool = False) -> int:
    """Corre lo encolado hasta que le pidan terminar, o solo lo pendiente si es `una_vez`."""
    from ventanilla.comun.cola import LENTAS  # noqa: PLC0415

    if una_vez:
        _carril("todo", una_vez=True).run()
        return 0
    threading.Thread(target=_llevar_la_agenda, daemon=True, name="agenda").start()
    threading.Thread(target=_llevar_lo_lento, daemon=True, name=LENTAS).start()
    obrero = _carril("pronto", menos=[LENTAS])
    obrero.configure_signals()
    obrero.run()
    return 0


def _carril(
    nombre: str,
    *,
    colas: Sequence[str] = ("*",),
    menos: Sequence[str] = (),
    pausa: float = 1,
    una_vez: bool = False,
) -> "Worker":
    from django_tasks_db.management.commands.db_worker import Worker  # noqa: PLC0415

    return Worker(
        queue_names=list(colas),
        interval=pausa,
        batch=una_vez,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=f"{os.uname().nodename}-{os.getpid()}-{nombre}",
        excluded_queue_names=list(menos),
    )


def _llevar_lo_lento() -> None:
    """El carril de lo que tarda. Si le piden terminar al proceso, muere con él: todo se retoma."""
    from django.db import DatabaseError  # noqa: PLC0415

    from ventanilla.comun.cola import LENTAS  # noqa: PLC0415

    while True:
        try:
            _carril(LENTAS, colas=[LENTAS], pausa=2).run()
        except DatabaseError as error:
            registro.warning("lo que tarda espera la base: %s", type(error).__name__)
        time.sleep(5)
