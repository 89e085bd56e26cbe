"""El obrero: corre las tareas encoladas y lleva la agenda."""

import argparse
import logging
import os
import threading
import time

from ventanilla.proyecto.ordenes.armar import armar

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
    from django_tasks_db.management.commands.db_worker import Worker  # noqa: PLC0415

    if not una_vez:
        threading.Thread(target=_llevar_la_agenda, daemon=True, name="agenda").start()
    obrero = Worker(
        queue_names=["*"],
        interval=1,
        batch=una_vez,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=f"{os.uname().nodename}-{os.getpid()}",
        excluded_queue_names=[],
    )
    obrero.configure_signals()
    obrero.run()
    return 0
