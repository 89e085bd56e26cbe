"""Lo que la ley deja a cada entidad y lo que fija cada documento. Puro."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from ventanilla.comun.calendario import momento_limite
from ventanilla.terminos.hechos import en_hora_legal, fecha_de, momento_de
from ventanilla.terminos.normas import OPCION_2207, ErrorDeTermino, Unidad


class Recepcion(StrEnum):
    """Desde qué día se cuenta lo que llega en día no hábil o después de cerrar."""

    # El día del medio manda; el día uno es el hábil siguiente (CPACA arts. 14 y 15 par. 1).
    DIA_SIGUIENTE_HABIL = "dia_siguiente_habil"
    # Se tiene por recibida el hábil siguiente; exige que el reglamento municipal lo diga.
    RECIBIDA_HABIL_SIGUIENTE = "recibida_habil_siguiente"


class Reactivacion(StrEnum):
    """Qué pasa con el término cuando la persona completa (CPACA art. 17: «se reactivará»)."""

    REANUDA = "reanuda"
    REINICIA = "reinicia"


class Transicion(StrEnum):
    """Qué término tiene lo recibido antes de que la Ley 2207 derogara la ampliación."""

    ULTRAACTIVIDAD = "ULTRAACTIVIDAD"  # conserva el ampliado (Ley 153 de 1887 art. 40)
    INMEDIATA = "INMEDIATA"  # vuelve al ordinario el 18 de mayo de 2022


class CorreoNotifica(StrEnum):
    """Qué prueba que la persona conoce lo que se le envió por correo (CPACA art. 56)."""

    # El servidor de destino aceptó el mensaje, y la prueba es lo que contestó.
    ACEPTACION = "aceptacion"
    # La persona lo abrió: «a partir de la fecha y hora en que el administrado acceda a la misma».
    ACCESO = "acceso"


_TRANSICION_DECLARADA = Transicion(OPCION_2207)


@dataclass(frozen=True, slots=True)
class Politica:
    """Decisiones declaradas por la entidad. Los valores de fábrica son los de la ley escrita.

    `aclaracion_detiene`: el art. 19 no dice que devolver para aclarar detenga el término; por eso
    no lo detiene si el reglamento no lo dispone. `hora_cierre` solo importa cuando lo que llega
    después de cerrar se tiene por recibido al día hábil siguiente.
    """

    recepcion: Recepcion = Recepcion.DIA_SIGUIENTE_HABIL
    hora_cierre: time | None = None
    reactivacion: Reactivacion = Reactivacion.REANUDA
    transicion_2207: Transicion = _TRANSICION_DECLARADA
    aclaracion_detiene: bool = False


@dataclass(frozen=True, slots=True)
class Especial:
    """Término que no sale de la clase: de una norma especial o del documento mismo.

    Exactamente uno de `dias` (con su `unidad`: habiles, calendario, meses u horas), `fecha` (último
    día) o `momento` (hora límite que fija un juez). `desde` cambia el inicio de la cuenta, por
    ejemplo cuando el juez cuenta desde la notificación de su orden. Los días van de 1 a 3 650.
    """

    norma: str = ""
    dias: int | None = None
    unidad: Unidad = Unidad.HABILES
    fecha: date | None = None
    momento: datetime | None = None
    desde: datetime | None = None
    prorroga_dias: int = 0
    version: str = ""

    def __post_init__(self) -> None:
        if sum(valor is not None for valor in (self.dias, self.fecha, self.momento)) != 1:
            raise ErrorDeTermino("Diga una sola cosa: los días, la fecha o la hora límite.")
        if self.dias is not None and not 1 <= self.dias <= 3650:
            raise ErrorDeTermino("Los días del término van de 1 a 3.650.")
        if self.dias is not None and self.unidad in (Unidad.DOCUMENTO, Unidad.SIN_TERMINO):
            raise ErrorDeTermino("La unidad de un término es habiles, calendario, meses u horas.")
        if not 0 <= self.prorroga_dias <= 3650:
            raise ErrorDeTermino("Los días de prórroga van de 0 a 3.650.")

    def limite_fijado(self) -> datetime | None:
        """El instante que fija el documento (exclusivo), o `None` si da un número de días."""
        if self.momento is not None:
            return en_hora_legal(self.momento)
        return momento_limite(self.fecha) if self.fecha is not None else None

    def a_json(self) -> dict[str, Any]:
        """Para guardar: solo lo que se dijo, con fechas y horas en texto ISO."""
        crudo = {campo.name: getattr(self, campo.name) for campo in fields(self)}
        return {
            nombre: valor.isoformat() if isinstance(valor, date) else valor
            for nombre, valor in crudo.items()
            if valor not in (None, "", 0) and (nombre != "unidad" or self.dias is not None)
        }

    @classmethod
    def de_json(cls, datos: Mapping[str, Any]) -> Especial:
        """Lo contrario de `a_json`.

        Raises:
            ErrorDeTermino: si trae campos de otro nombre o de otra clase.
        """
        ajenos = sorted(set(datos) - {campo.name for campo in fields(cls)})
        if ajenos:
            raise ErrorDeTermino(f"El término especial no tiene un dato «{ajenos[0][:40]}».")
        leidos = {nombre: valor for nombre, valor in datos.items() if valor is not None}
        for nombre in ("dias", "prorroga_dias"):
            if type(leidos.get(nombre, 0)) is not int:
                raise ErrorDeTermino("Los días de un término son un número entero.")
        for nombre in ("norma", "version"):
            leidos[nombre] = str(leidos.get(nombre, ""))
        for nombre in ("momento", "desde"):
            leidos[nombre] = momento_de(leidos.get(nombre))
        leidos["fecha"] = fecha_de(leidos.get("fecha"))
        leidos["unidad"] = unidad_de(leidos.get("unidad", Unidad.HABILES))
        return cls(**leidos)


def unidad_de(texto: object) -> Unidad:
    """La unidad con ese nombre.

    Raises:
        ErrorDeTermino: si no es una en la que se mida un término.
    """
    try:
        return Unidad(str(texto))
    except ValueError:
        raise ErrorDeTermino(
            "La unidad de un término es habiles, calendario, meses u horas."
        ) from None
