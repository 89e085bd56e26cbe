"""Dependencias y personas de un archivo, por los mismos servicios que la estructura."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from ventanilla.comun.actores import Actor
from ventanilla.comun.errores import ErrorDeDominio, Falta
from ventanilla.correspondencia.servicios import dar_la_bienvenida
from ventanilla.directorio.consultas import estructura_actual
from ventanilla.directorio.models import Rol, Usuario, Vinculacion
from ventanilla.directorio.reglas.cambios import Comparacion, comparar_estructura
from ventanilla.directorio.reglas.estructura import Opciones, leer_estructura
from ventanilla.directorio.servicios.estructura import aplicar_estructura
from ventanilla.importacion.reglas.cuenta import motivos, primeras
from ventanilla.importacion.reglas.filas import Rechazo
from ventanilla.importacion.reglas.gente import (
    Tabla,
    fundir_faltas,
    leer_dependencias,
    leer_personas,
    linea_de,
)
from ventanilla.importacion.reglas.lectura import leer_filas
from ventanilla.importacion.reglas.mapa import Mapa

_VUELTAS = 25
_OPCIONES = Opciones(
    roles=tuple(Rol.values), vinculaciones=tuple(Vinculacion.Clase.values), reglamento={}
)


@dataclass(frozen=True)
class PlanDeGente:
    """Lo que cambiaría y lo que no se puede."""

    comparacion: Comparacion
    rechazos: list[Rechazo]
    leidas: int

    def a_json(self) -> dict[str, Any]:
        """Lo que muestra la pantalla."""
        cambios = self.comparacion.cambios
        return {
            "leidas": self.leidas,
            "importables": len(cambios),
            "nuevos": sum(c.es_nuevo for c in cambios),
            "cambian": sum(not c.es_nuevo for c in cambios),
            "iguales": self.comparacion.iguales,
            "apartadas": len(self.rechazos),
            "motivos": motivos(self.rechazos),
            "primeras": primeras(self.rechazos),
            "avisos": list(self.comparacion.avisos),
        }


def planear_gente(ruta: Path, mapa: Mapa, *, que: str) -> PlanDeGente:
    """Lee el archivo y lo compara con lo que hay. Lo que no cuadra se aparta fila por fila.

    Raises:
        ErrorDeDominio: si el archivo no se puede leer o lo que falla no es de una fila.
    """
    leer = leer_dependencias if que == "dependencias" else leer_personas
    tabla = leer(leer_filas(ruta, mapa), mapa)
    for _ in range(_VUELTAS):
        faltas: list[Falta] = []
        estructura = leer_estructura(tabla.datos, tabla.lineas, _OPCIONES, faltas)
        comparacion = comparar_estructura(estructura, estructura_actual(), faltas)
        if not faltas:
            return PlanDeGente(comparacion, tabla.rechazos, tabla.leidas)
        # Quitar una fila puede dejar sin padre o sin dependencia a otra: se vuelve a mirar.
        tabla = _sin_lo_malo(tabla, faltas)
    raise ErrorDeDominio(
        "Demasiadas filas dependen de otras que no sirven. Corrija las primeras y vuelva a probar."
    )


def _sin_lo_malo(tabla: Tabla, faltas: list[Falta]) -> Tabla:
    por_linea: dict[int, list[str]] = {}
    for falta in faltas:
        linea = linea_de(falta.campo)
        if not linea:
            raise ErrorDeDominio(f"{falta.campo}: {falta.mensaje}")
        donde = falta.campo.partition(", ")[2].partition(", ")[2]
        por_linea.setdefault(linea, []).append(
            f"{donde}: {falta.mensaje}" if donde else falta.mensaje
        )
    fundir_faltas(por_linea, tabla)
    return tabla.sin(set(por_linea))


def aplicar_gente(plan: PlanDeGente, *, actor: Actor, ahora: datetime) -> list[Usuario]:
    """Hace lo planeado, en la transacción de quien llama, y escribe a cada persona nueva.

    Raises:
        Cambiado: si algo cambió después de planear.
    """
    nuevas = aplicar_estructura(plan.comparacion.cambios, actor=actor, ahora=ahora)
    dar_la_bienvenida(nuevas, ahora=ahora)
    return nuevas
