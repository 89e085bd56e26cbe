"""El documento y el archivo al que pertenece."""

from ventanilla.archivo.models.expediente import (
    CierreDeExpediente,
    DocumentoDeExpediente,
    Expediente,
)
from ventanilla.archivo.models.guardado import Guardado
from ventanilla.archivo.models.trd import SerieDocumental, VersionTrd

__all__ = [
    "CierreDeExpediente",
    "DocumentoDeExpediente",
    "Expediente",
    "Guardado",
    "SerieDocumental",
    "VersionTrd",
]
