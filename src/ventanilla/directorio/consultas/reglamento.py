"""El reglamento de peticiones: qué versión rige, cuáles hubo y qué fija cada una."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ventanilla.comun.canonico import canonico, sha256_hex
from ventanilla.directorio.consultas.entidad import entidad, vigentes
from ventanilla.directorio.models import Articulo, Entidad, Reglamento
from ventanilla.directorio.reglas.ajustes import sencillo
from ventanilla.directorio.reglas.reglamento import (
    AJUSTES,
    Escrito,
    fija,
    inicial,
    legible,
)

_ADOPTADO = Reglamento.Estado.ADOPTADO
Version = tuple[date, dict[str, Any], dict[str, Any]]
"""Desde cuándo rige, lo que fija y lo que había antes de ella."""


@dataclass(frozen=True)
class Procedencia:
    """De dónde sale un ajuste: el artículo, la versión y su acto."""

    campo: str
    nombre: str
    valor: str
    articulo: int
    version: int
    acto: str

    def __str__(self) -> str:
        return f"artículo {self.articulo} del reglamento de peticiones ({self.acto})"


def reglamento_vigente(dia: date) -> Reglamento | None:
    """El que rige ese día; `None` si la entidad no ha adoptado ninguno."""
    return Reglamento.objects.filter(vigentes(dia), estado=_ADOPTADO).order_by("-desde").first()


def ultimo_adoptado() -> Reglamento | None:
    """La última versión adoptada, aunque todavía no rija."""
    return Reglamento.objects.filter(estado=_ADOPTADO).order_by("-numero").first()


def adoptados() -> list[Reglamento]:
    """Todas las versiones adoptadas, de la última a la primera."""
    return list(Reglamento.objects.filter(estado=_ADOPTADO).order_by("-numero"))


def borrador() -> Reglamento | None:
    """La versión que se está preparando, si hay."""
    return Reglamento.objects.filter(estado=Reglamento.Estado.BORRADOR).first()


def articulos_de(reglamento: Reglamento) -> list[Articulo]:
    """Sus artículos, en orden."""
    return list(reglamento.articulos.order_by("numero"))


def escritos_de(reglamento: Reglamento | None) -> list[Escrito]:
    """Sus artículos como se escriben; los de fábrica, si no hay reglamento."""
    if reglamento is None:
        return list(inicial())
    return [Escrito(a.titulo, a.plantilla) for a in articulos_de(reglamento)]


def valores_de(de: Entidad) -> dict[str, Any]:
    """Los ajustes que hoy tiene la entidad, como se guardan en JSON."""
    return {campo: sencillo(getattr(de, campo)) for campo in AJUSTES}


def versiones_adoptadas() -> list[Version]:
    """Las que rigen o rigieron, en orden: para preguntar por muchos días sin leerlas cada vez."""
    filas = Reglamento.objects.filter(estado=_ADOPTADO, desde__isnull=False).order_by("desde")
    return [(d, v, a) for d, v, a in filas.values_list("desde", "valores", "antes") if d]


def valores_en(
    dia: date, de: Entidad | None = None, *, versiones: Sequence[Version] | None = None
) -> dict[str, Any]:
    """Los ajustes que regían ese día, si no son los que la entidad tiene hoy.

    Manda la versión del reglamento de ese día. Lo que ella no fijaba es lo que había antes del primer
    cambio posterior; sin ninguno, no está aquí: es lo que la entidad tenga hoy.

    Args:
        de: la entidad, si ya se leyó.
        versiones: las adoptadas, si ya se leyeron.
    """
    rigen: dict[str, Any] = {}
    antes: dict[str, Any] = {}
    siguiente: date | None = None
    for desde, valores, previos in versiones_adoptadas() if versiones is None else versiones:
        if desde > dia:
            siguiente, antes = desde, dict(previos)
            break
        rigen = dict(valores)
    vistos = set()
    for cambio in (de or entidad()).ajustes_anteriores:
        campo, desde = cambio["campo"], date.fromisoformat(cambio["desde"])
        if campo in AJUSTES and desde > dia and campo not in vistos:
            vistos.add(campo)
            if siguiente is None or desde <= siguiente:
                antes[campo] = cambio["antes"]
    return {**antes, **rigen}


def de_donde_salen(dia: date) -> dict[str, Procedencia]:
    """Ajuste → de qué artículo sale hoy. Los que ningún artículo fija no están."""
    reglamento = reglamento_vigente(dia)
    if reglamento is None:
        return {}
    actuales = valores_de(entidad())
    return {
        campo: Procedencia(
            campo=campo,
            nombre=AJUSTES[campo].nombre,
            valor=legible(campo, actuales[campo]),
            articulo=numero,
            version=reglamento.numero,
            acto=reglamento.acto,
        )
        for campo, numero in fija(escritos_de(reglamento)).items()
        if campo in AJUSTES
    }


def huella_de(reglamento: Reglamento) -> str:
    """SHA-256 de sus artículos y ajustes: lo que el libro dice que se adoptó."""
    cuerpo = {
        "articulos": [[e.titulo, e.plantilla] for e in escritos_de(reglamento)],
        "valores": reglamento.valores,
    }
    return sha256_hex(canonico(cuerpo))
