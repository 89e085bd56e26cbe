"""La petición y lo que le pasa, desde que se radica hasta que se notifica la respuesta."""

from ventanilla.peticiones.models.acceso_externo import AccesoExterno
from ventanilla.peticiones.models.actuacion import Actuacion
from ventanilla.peticiones.models.alcance import Alcance, AnexoDeAlcance
from ventanilla.peticiones.models.anexo import Anexo
from ventanilla.peticiones.models.constancia import Constancia
from ventanilla.peticiones.models.oficio import Oficio
from ventanilla.peticiones.models.parte import ArchivoDeParte, Parte
from ventanilla.peticiones.models.peticion import Estado, Peticion
from ventanilla.peticiones.models.plantilla import Plantilla
from ventanilla.peticiones.models.plazo import Plazo
from ventanilla.peticiones.models.remision import Remision
from ventanilla.peticiones.models.respuesta import AnexoDeRespuesta, Respuesta
from ventanilla.peticiones.models.salida import AnexoDeSalida, Salida
from ventanilla.peticiones.models.tipo import TipoDocumental

__all__ = [
    "AccesoExterno",
    "Actuacion",
    "Alcance",
    "Anexo",
    "AnexoDeAlcance",
    "AnexoDeRespuesta",
    "AnexoDeSalida",
    "ArchivoDeParte",
    "Constancia",
    "Estado",
    "Oficio",
    "Parte",
    "Peticion",
    "Plantilla",
    "Plazo",
    "Remision",
    "Respuesta",
    "Salida",
    "TipoDocumental",
]
