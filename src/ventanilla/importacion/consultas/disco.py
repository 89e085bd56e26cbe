"""El archivo de una importación, puesto en un disco local mientras se lee."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from ventanilla.archivo.consultas import abrir
from ventanilla.importacion.models import Traida


@contextmanager
def en_disco(traida: Traida) -> Iterator[Path]:
    """La ruta de una copia con su nombre de siempre; se borra al salir.

    Raises:
        OSError: si los bytes no están, ya se borraron o no caben.
    """
    if traida.archivo is None:
        raise FileNotFoundError(f"El archivo de {traida.nombre} ya se borró.")
    entrante = Path(settings.VENTANILLA_DATOS) / "entrante"
    entrante.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=entrante, prefix="traida-") as carpeta:
        ruta = Path(carpeta) / traida.nombre.replace("/", "_")
        with abrir(traida.archivo.sha256) as de, ruta.open("wb") as a:
            shutil.copyfileobj(de, a, 1 << 20)
        yield ruta
