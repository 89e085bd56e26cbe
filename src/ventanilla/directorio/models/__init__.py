"""Quién es quién y quién puede: entidad, dependencias, personas, calendario y límites."""

from ventanilla.directorio.models.calendario import DiaNoHabil
from ventanilla.directorio.models.entidad import Dependencia, Entidad
from ventanilla.directorio.models.historia import CambioDeDependencia
from ventanilla.directorio.models.identidad import Identidad
from ventanilla.directorio.models.limite import Limite
from ventanilla.directorio.models.personas import (
    Ausencia,
    Nombramiento,
    Rol,
    Usuario,
    Vinculacion,
)
from ventanilla.directorio.models.reglamento import Articulo, Reglamento

__all__ = [
    "Articulo",
    "Ausencia",
    "CambioDeDependencia",
    "Dependencia",
    "DiaNoHabil",
    "Entidad",
    "Identidad",
    "Limite",
    "Nombramiento",
    "Reglamento",
    "Rol",
    "Usuario",
    "Vinculacion",
]
