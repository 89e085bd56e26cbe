"""Quitar los archivos que llegaron y nunca tuvieron fila."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from ventanilla.archivo.consultas import almacen
from ventanilla.archivo.models import Guardado
from ventanilla.comun.transaccion import exigir_fuera_de_escritura

GRACIA = timedelta(days=1)


def barrer(*, ahora: datetime) -> int:
    """Quita lo que tenga más de un día en `entrante/`, o en el almacén sin fila; dice cuántos.

    En `entrante/` también hay carpetas: la copia que se lee de una importación se queda ahí, con sus
    nombres, si a quien la leía lo mataron.

    Raises:
        OSError: si el almacén no contesta; lo que quede sigue ahí para el barrido siguiente.
    """
    exigir_fuera_de_escritura("barrer archivos")
    borde = ahora - GRACIA
    quitados = 0
    for vieja in (Path(settings.VENTANILLA_DATOS) / "entrante").glob("*"):
        if vieja.stat().st_mtime >= borde.timestamp():
            continue
        if vieja.is_dir():
            shutil.rmtree(vieja)
        else:
            vieja.unlink(missing_ok=True)
        quitados += 1
    return quitados + almacen().barrer(borde=borde, con_fila=_con_fila)


def _con_fila(huellas: list[str]) -> set[str]:
    return set(Guardado.objects.filter(sha256__in=huellas).values_list("sha256", flat=True))
