"""La entidad como va en los documentos: sus datos y su escudo."""

import json
from functools import lru_cache

from ventanilla.archivo.consultas import abrir
from ventanilla.directorio.consultas import entidad
from ventanilla.documentos.datos import DatosEntidad


def membrete() -> DatosEntidad:
    """El membrete de hoy."""
    e = entidad()
    return DatosEntidad(
        nombre=e.nombre,
        nit=e.nit,
        municipio=e.ciudad,
        direccion=e.direccion,
        telefono=e.telefono,
        correo=e.correo,
        sitio=e.sitio,
        horario=e.horario,
        escudo=escudo(e.escudo_sha256),
        escudo_descripcion=e.escudo_descripcion,
    )


def escudo(sha256: str) -> bytes | None:
    """Los bytes del escudo. Si faltan, el documento sale sin él; `verificar` lo dice."""
    try:
        return _leer(sha256) if sha256 else None
    except FileNotFoundError:
        return None


def figuras_de(foto: str) -> tuple[bytes, ...]:
    """El escudo que la foto cita por su huella: el de cuando se firmó, aunque hoy haya otro."""
    try:
        citado = json.loads(foto)["entidad"]["escudo"] or {}
    except (ValueError, TypeError, KeyError):
        # Si la foto está dañada lo dice quien compone.
        return ()
    imagen = escudo(citado.get("sha256", ""))
    return (imagen,) if imagen else ()


@lru_cache(maxsize=2)
def _leer(sha256: str) -> bytes:
    with abrir(sha256) as archivo:
        return archivo.read()
