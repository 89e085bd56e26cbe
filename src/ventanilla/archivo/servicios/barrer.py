"""Quitar los archivos que llegaron y nunca tuvieron fila."""

import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from ventanilla.archivo.consultas import carpeta_de_archivos
from ventanilla.archivo.models import Guardado
from ventanilla.comun.transaccion import exigir_fuera_de_escritura

GRACIA = timedelta(days=1)
_LOTE = 500


def barrer(*, ahora: datetime) -> int:
    """Borra lo que tenga más de un día en `entrante/`, o en su sitio sin fila; dice cuántos.

    Quien recibe de nuevo los mismos bytes les renueva la fecha; por eso cada huérfano se aparta
    primero y, ya fuera de alcance, se mira otra vez: si alguien lo quiso, vuelve a su sitio.
    """
    exigir_fuera_de_escritura("barrer archivos")
    borde = (ahora - GRACIA).timestamp()
    quitados = 0
    for vieja in _viejos(_entrante().glob("*"), borde):
        vieja.unlink(missing_ok=True)
        quitados += 1
    lote: list[Path] = []
    for ruta in _viejos(carpeta_de_archivos().glob("*/*/*"), borde):
        lote.append(ruta)
        if len(lote) == _LOTE:
            quitados += _barrer_lote(lote, borde)
            lote = []
    return quitados + _barrer_lote(lote, borde)


def _entrante() -> Path:
    return Path(settings.VENTANILLA_DATOS) / "entrante"


def _viejos(rutas: Iterator[Path], borde: float) -> Iterator[Path]:
    return (ruta for ruta in rutas if ruta.is_file() and ruta.stat().st_mtime < borde)


def _con_fila(huellas: list[str]) -> set[str]:
    return set(Guardado.objects.filter(sha256__in=huellas).values_list("sha256", flat=True))


def _barrer_lote(rutas: list[Path], borde: float) -> int:
    con_fila = _con_fila([ruta.name for ruta in rutas])
    return sum(_apartar(ruta, borde) for ruta in rutas if ruta.name not in con_fila)


def _apartar(sitio: Path, borde: float) -> bool:
    _entrante().mkdir(parents=True, exist_ok=True)
    aparte = _entrante() / f"barrido-{sitio.name}"
    sitio.rename(aparte)
    if aparte.stat().st_mtime >= borde or _con_fila([sitio.name]):
        # `link` no pisa: si otro ya dejó los mismos bytes en su sitio, sobran estos.
        with suppress(FileExistsError):
            os.link(aparte, sitio)
        aparte.unlink()
        return False
    aparte.unlink()
    return True
