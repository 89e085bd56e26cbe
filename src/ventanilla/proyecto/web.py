"""La web: granian, con la aplicación ya cargada por el padre."""

import logging
import multiprocessing
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.template import TemplateDoesNotExist, TemplateSyntaxError
from django.template.loader import get_template
from django.urls import get_resolver, reverse

APLICACION = "ventanilla.proyecto.wsgi:application"


def aplicacion() -> Callable[..., Any]:
    """La aplicación WSGI; la carga quien primero la pide."""
    from ventanilla.proyecto.procesos import morir_con_el_padre  # noqa: PLC0415
    from ventanilla.proyecto.wsgi import application  # noqa: PLC0415

    # Cada proceso web se ata a quien lo bifurcó: lo heredado no vale.
    morir_con_el_padre()
    return application


def cargar() -> None:
    """Trae a memoria lo que todos los procesos usan: la aplicación, sus direcciones y sus plantillas."""
    import django_tasks_db.management.commands.db_worker  # noqa: F401, PLC0415
    import granian.server.mp  # noqa: F401, PLC0415

    import ventanilla.proyecto.wsgi  # noqa: F401, PLC0415

    get_resolver().url_patterns  # noqa: B018 - leerlas es lo que las carga
    reverse("portal:inicio")
    for nombre in _plantillas():
        try:
            get_template(nombre)
        except (TemplateDoesNotExist, TemplateSyntaxError):
            # Las de una biblioteca que no se usa entera pueden pedir lo que no está instalado.
            continue


def _plantillas() -> Iterator[str]:
    for casa in apps.get_app_configs():
        carpeta = Path(casa.path) / "templates"
        if casa.name.startswith("ventanilla."):
            yield from (str(p.relative_to(carpeta)) for p in carpeta.rglob("*.html"))


def atender(host: str, puerto: int, procesos: int, hilos: int) -> int:
    """Atiende hasta que le pidan terminar; si un proceso web muere, vuelve."""
    from granian import Granian  # noqa: PLC0415
    from granian.constants import Interfaces  # noqa: PLC0415
    from granian.log import LogLevels  # noqa: PLC0415

    # Bifurcados, los procesos web comparten lo cargado; nacidos de cero lo cargarían otra vez.
    multiprocessing.set_start_method("fork", force=True)
    # Los hilos son muchos a propósito (`paciencia.py`): su aviso asusta a quien enciende el programa.
    logging.getLogger("_granian").addFilter(
        lambda dicho: "Python threads" not in dicho.getMessage()
    )
    servidor = Granian(
        APLICACION,
        address=host,
        port=puerto,
        interface=Interfaces.WSGI,
        workers=procesos,
        blocking_threads=hilos,
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        respawn_interval=0.5,
        workers_kill_timeout=10,
    )
    servidor.serve(target_loader=aplicacion, wrap_loader=False)
    return 0
