"""Las reglas de términos y las clases de petición, leídas de `datos/terminos.toml`.

Puro: se leen una vez al importar. Cada regla cita su norma; la explicación está en
`docs/normas.md`.
"""

from __future__ import annotations

import tomllib
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from ventanilla.comun.errores import ErrorDeDominio

ARCHIVO = Path(__file__).resolve().parents[3] / "datos" / "terminos.toml"


class ErrorDeTermino(ErrorDeDominio, ValueError):
    """No se puede computar el término; el mensaje dice por qué."""


class ClaseDesconocida(ErrorDeTermino):
    """La clase de petición no existe."""


class SinRegla(ErrorDeTermino):
    """Ninguna regla cargada regía en la fecha de recepción."""


class Unidad(StrEnum):
    """En qué se mide un término."""

    HABILES = "habiles"
    CALENDARIO = "calendario"
    MESES = "meses"
    HORAS = "horas"
    DOCUMENTO = "documento"  # la fecha la fija el documento
    SIN_TERMINO = "sin_termino"


@dataclass(frozen=True, slots=True)
class Regla:
    """Una fila de la tabla: cuántos días, en qué unidad, para lo recibido entre qué fechas.

    `prorroga_dias` son los días de más que admite como máximo, en la misma unidad. `amplia` es la
    regla ordinaria que reemplaza, y `en_curso` el día en que cobijó también a lo ya radicado.
    """

    id: str
    nombre: str
    unidad: Unidad
    desde: date
    norma: str
    certeza: str
    dias: int | None = None
    hasta: date = date.max
    prorroga_dias: int = 0
    clases: tuple[str, ...] = ()
    amplia: str = ""
    en_curso: date | None = None
    fija_el_documento: bool = False
    tambien_calendario: bool = False

    @property
    def version(self) -> str:
        """Identifica la fila que se aplicó: regla y día desde el que rige."""
        return f"{self.id}@{self.desde.isoformat()}"

    def rige(self, fecha: date) -> bool:
        """Si cobija lo recibido ese día."""
        return self.desde <= fecha <= self.hasta


@dataclass(frozen=True, slots=True)
class Clase:
    """Clase de petición: lo que da el término. El tipo documental es otro dato.

    `ciudadana` dice si una persona puede escogerla al radicar; `dias`, `unidad` y `norma` son los
    de la regla vigente (`dias` es `None` si no hay término o lo fija el documento).
    """

    codigo: str
    nombre: str
    descripcion: str
    procedimiento: str
    ciudadana: bool = False
    sinonimos: tuple[str, ...] = ()
    dias: int | None = None
    unidad: Unidad = Unidad.SIN_TERMINO
    norma: str = ""


_CPACA = {
    "requerir": "REQ-INCOMPLETA",
    "completar": "CIUD-COMPLETA",
    "aclarar": "CIUD-ACLARA",
    "trasladar": "TRASLADO",
}
_PROCEDIMIENTOS: dict[str, dict[str, str]] = {
    "cpaca": _CPACA,
    "documentos": {**_CPACA, "entregar": "DOC-ENTREGA"},
    "datos": {
        "requerir": "HD-REQ",
        "completar": "HD-COMPLETA",
        "trasladar": "HD-TRASLADO",
        "leyenda": "HD-LEYENDA",
    },
    "autoridad": {"trasladar": "TRASLADO"},
    "ninguno": {},
}


def _regla(fila: dict[str, Any]) -> Regla:
    datos = {**fila, "unidad": Unidad(fila["unidad"]), "clases": tuple(fila.get("clases", ()))}
    return Regla(**datos)


def _vigentes_por_clase(reglas: tuple[Regla, ...]) -> dict[str, tuple[Regla, ...]]:
    por_clase: dict[str, list[Regla]] = {}
    for regla in sorted(reglas, key=lambda r: r.desde, reverse=True):
        for clase in regla.clases:
            por_clase.setdefault(clase, []).append(regla)
    return {clase: tuple(filas) for clase, filas in por_clase.items()}


def _clase(fila: dict[str, Any], por_clase: dict[str, tuple[Regla, ...]]) -> Clase:
    regla = por_clase[fila["codigo"]][0]
    datos = {**fila, "sinonimos": tuple(fila.get("sinonimos", ()))}
    return Clase(**datos, dias=regla.dias, unidad=regla.unidad, norma=regla.norma)


with ARCHIVO.open("rb") as _archivo:
    _DATOS = tomllib.load(_archivo)

REGLAS: tuple[Regla, ...] = tuple(_regla(fila) for fila in _DATOS["regla"])
VERSION_DE_DATOS: str = _DATOS["version"]
VIGENCIA_2207: date = _DATOS["transicion_2207"]["vigencia"]
OPCION_2207: str = _DATOS["transicion_2207"]["opcion"]
_POR_ID = {regla.id: regla for regla in REGLAS}
_POR_CLASE = _vigentes_por_clase(REGLAS)
_AMPLIACIONES = {regla.amplia: regla for regla in REGLAS if regla.amplia}
_CLASES = {fila["codigo"]: _clase(fila, _POR_CLASE) for fila in _DATOS["clase"]}
_NOMBRES = {
    nombre: clase for clase in _CLASES.values() for nombre in (clase.codigo, *clase.sinonimos)
}


def clases() -> tuple[Clase, ...]:
    """Todas las clases, las que puede escoger una persona primero, en el orden de los datos."""
    return tuple(sorted(_CLASES.values(), key=lambda clase: not clase.ciudadana))


@lru_cache(maxsize=1)
def codigos_de_clase() -> frozenset[str]:
    """Los códigos propios de las clases, sin sinónimos."""
    return frozenset(_CLASES)


def clase(texto: str) -> Clase:
    """La clase con ese código o sinónimo; no distingue mayúsculas, tildes ni espacios.

    Raises:
        ClaseDesconocida: si no hay ninguna.
    """
    encontrada = _NOMBRES.get(texto) or _NOMBRES.get(_sin_adornos(texto))
    if encontrada is None:
        codigos = ", ".join(_CLASES)
        raise ClaseDesconocida(f"La clase «{texto[:60]}» no existe. Use una de estas: {codigos}.")
    return encontrada


def _sin_adornos(texto: str) -> str:
    plano = unicodedata.normalize("NFKD", texto).encode("ascii", "ignore").decode()
    return "_".join(plano.lower().replace("-", " ").replace("_", " ").split())


def regla(identificador: str) -> Regla:
    """La regla con ese identificador (`TRASLADO`, `INSISTENCIA`…); `KeyError` si no existe."""
    return _POR_ID[identificador]


def regla_de_respuesta(codigo: str, recibida: date) -> Regla:
    """La regla ordinaria que da el término de respuesta a lo recibido ese día.

    Raises:
        SinRegla: si la fecha es anterior a la primera regla cargada para la clase.
    """
    for candidata in _POR_CLASE[codigo]:
        if candidata.rige(recibida):
            return candidata
    primera = min(r.desde for r in _POR_CLASE[codigo])
    raise SinRegla(
        f"No hay regla para una {_CLASES[codigo].nombre.lower()} recibida el "
        f"{recibida.isoformat()}: la más antigua rige desde el {primera.isoformat()}."
    )


def reglas_de_respuesta(codigo: str) -> tuple[Regla, ...]:
    """Todas las reglas ordinarias de una clase, de la más antigua a la más nueva."""
    return tuple(reversed(_POR_CLASE[codigo]))


def ampliacion_de(identificador: str) -> Regla | None:
    """La regla extraordinaria que amplió esa regla, si la hubo (Decreto 491 de 2020)."""
    return _AMPLIACIONES.get(identificador)


def regla_de_procedimiento(codigo: str, paso: str) -> Regla | None:
    """La regla del paso (`requerir`, `completar`, `aclarar`, `trasladar`…) o `None` si no aplica."""
    identificador = _PROCEDIMIENTOS[_CLASES[codigo].procedimiento].get(paso)
    return _POR_ID[identificador] if identificador else None
