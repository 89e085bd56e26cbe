"""Una petición de la historia, y lo que sabe quien la representa."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from random import Random

from ventanilla.comun.actores import Actor
from ventanilla.comun.calendario import Calendario
from ventanilla.comun.reloj import en_bogota
from ventanilla.peticiones.models import Peticion, Respuesta
from ventanilla.proyecto.muestra.elenco import Elenco
from ventanilla.proyecto.muestra.guion import Paso


@dataclass
class Escena:
    """Una petición con lo que hace falta para seguirla.

    Los servicios avanzan el mismo objeto: no se lee de nuevo en cada paso.
    """

    peticion: Peticion
    dependencia: str
    clase: str
    respuesta: str
    termino: int
    a: str = ""
    encargado: str = ""


@dataclass
class Representa:
    """Quien lleva los pasos a los servicios. Cada verbo puede devolver pasos nuevos."""

    elenco: Elenco
    azar: Random
    calendario: Calendario

    def hacer(self, paso: Paso, escena: Escena) -> list[Paso]:
        """Hace el paso en su momento; devuelve los que de él se siguen."""
        verbo: Callable[..., list[Paso] | None] = getattr(self, f"_{paso.verbo}")
        return verbo(escena.peticion, escena, paso.momento) or []

    def _releer(self, escena: Escena) -> Peticion:
        """Como quedó después de lo que el obrero le hizo."""
        filas = Peticion.objects.select_related("radicado__serie", "dependencia", "identidad")
        escena.peticion = filas.get(pk=escena.peticion.pk)
        return escena.peticion

    def _encargado(self, escena: Escena) -> Actor:
        return self.elenco.actores[escena.encargado]

    def _dias_despues(self, ahora: datetime, habiles: int) -> datetime:
        dia = self.calendario.sumar_habiles(en_bogota(ahora).date(), habiles)
        return en_bogota(ahora).replace(year=dia.year, month=dia.month, day=dia.day)


def version_de(peticion: Peticion) -> int:
    """La del borrador, como está guardado."""
    return Respuesta.objects.values_list("version", flat=True).get(peticion=peticion)
