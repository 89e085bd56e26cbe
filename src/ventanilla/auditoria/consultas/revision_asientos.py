"""Revisar línea por línea: huella, orden, enlace, cabeza y hoja."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Subquery

from ventanilla.auditoria.models import Asiento, Cadena, HojaSello
from ventanilla.auditoria.reglas.alteracion import Alteracion
from ventanilla.auditoria.reglas.libro import Linea, huella
from ventanilla.comun.reloj import en_bogota

TROZO = 2000


class _Fila(NamedTuple):
    pk: int
    objeto: str
    orden: int
    momento: datetime | None
    actor: str
    hecho: str
    previo: str
    sal: str
    contenido: str
    hash: str
    hoja_hash: str | None
    sello: int | None
    largo: int | None
    cabeza: str | None


@dataclass
class AsientoRevisado:
    """Si está sin sellar y lo que tiene mal."""

    esta_pendiente: bool
    alteraciones: list[Alteracion] = field(default_factory=list)


def revisar_asientos() -> Iterator[AsientoRevisado]:
    """Recorre el libro por cadenas; lo que le falte al final de una se dice en su última línea."""
    previa: _Fila | None = None
    revisado: AsientoRevisado | None = None
    for fila in _filas():
        es_otra = previa is None or previa.objeto != fila.objeto
        if previa is not None and revisado is not None:
            if es_otra:
                revisado.alteraciones += _final(previa)
            yield revisado
        revisado = AsientoRevisado(
            fila.hoja_hash is None, [*_enlace(None if es_otra else previa, fila), *_propio(fila)]
        )
        previa = fila
    if previa is not None and revisado is not None:
        revisado.alteraciones += _final(previa)
        yield revisado


def _filas() -> Iterator[_Fila]:
    cabezas = Cadena.objects.filter(objeto=OuterRef("objeto"))
    consulta = (
        Asiento.objects.annotate(
            _largo=Subquery(cabezas.values("largo")[:1]),
            _cabeza=Subquery(cabezas.values("cabeza")[:1]),
        )
        .order_by("objeto", "orden", "pk")
        .values_list(
            "pk",
            "objeto",
            "orden",
            "momento",
            "actor",
            "hecho",
            "previo",
            "sal",
            "contenido",
            "hash",
            "hoja__asiento_hash",
            "hoja__sello_id",
            "_largo",
            "_cabeza",
        )
    )
    return (_Fila(*fila) for fila in consulta.iterator(chunk_size=TROZO))


def _alteracion(fila: _Fila, que: str) -> Alteracion:
    return Alteracion(f"{fila.objeto}#{fila.orden}", f"auditoria.Asiento {fila.pk}", que)


def _cuales(desde: int, hasta: int) -> str:
    return f"el asiento {desde}" if desde == hasta else f"los asientos {desde} a {hasta}"


def _enlace(previa: _Fila | None, fila: _Fila) -> Iterator[Alteracion]:
    orden, hash_ = (previa.orden, previa.hash) if previa else (0, "")
    if fila.orden <= orden:
        yield _alteracion(fila, "Hay dos asientos con el mismo lugar en su cadena.")
    elif fila.orden != orden + 1:
        faltan = _cuales(orden + 1, fila.orden - 1)
        yield Alteracion(
            fila.objeto, "auditoria.Asiento (borrado)", f"Falta {faltan} de esta cadena."
        )
    elif fila.previo != hash_:
        yield _alteracion(fila, "No enlaza con el asiento anterior: uno de los dos fue cambiado.")


def _propio(fila: _Fila) -> Iterator[Alteracion]:
    if _huella(fila) != fila.hash:
        yield _alteracion(fila, "Fue cambiado: lo que dice no corresponde a su huella.")
    if fila.hoja_hash is not None and fila.hoja_hash != fila.hash:
        yield _alteracion(fila, f"Fue cambiado después del sello (hoja del sello {fila.sello}).")


def _huella(fila: _Fila) -> str | None:
    if fila.momento is None:
        return None
    return huella(
        Linea(
            objeto=fila.objeto,
            orden=fila.orden,
            momento=en_bogota(fila.momento).isoformat(timespec="microseconds"),
            actor=fila.actor,
            hecho=fila.hecho,
            previo=fila.previo,
            sal=fila.sal,
            contenido=fila.contenido,
        )
    )


def _final(ultima: _Fila) -> Iterator[Alteracion]:
    if ultima.largo is None:
        yield Alteracion(ultima.objeto, "auditoria.Cadena (borrada)", "La cadena perdió su cabeza.")
    elif ultima.orden < ultima.largo:
        faltan = _cuales(ultima.orden + 1, ultima.largo)
        yield Alteracion(
            ultima.objeto, "auditoria.Asiento (borrado)", f"Falta {faltan} de esta cadena."
        )
    elif ultima.orden > ultima.largo or ultima.hash != ultima.cabeza:
        yield _alteracion(ultima, "La cabeza de la cadena no es este último asiento.")


def cadenas_vacias() -> list[Alteracion]:
    """Cadenas que dicen tener asientos y no tienen ninguno."""
    hay = Exists(Asiento.objects.filter(objeto=OuterRef("objeto")))
    vacias = Cadena.objects.filter(~hay).order_by("pk").values_list("pk", "objeto", "largo")
    return [
        Alteracion(objeto, f"auditoria.Cadena {pk}", f"Falta {_cuales(1, largo)} de esta cadena.")
        for pk, objeto, largo in vacias.iterator(chunk_size=TROZO)
    ]


def hojas_sin_asiento() -> list[Alteracion]:
    """Asientos que se sellaron y ya no están."""
    hay = Exists(Asiento.objects.filter(pk=OuterRef("asiento_id")))
    huerfanas = (
        HojaSello.objects.filter(~hay)
        .order_by("pk")
        .values_list("pk", "asiento_id", "asiento_hash", "sello__numero", "posicion")
    )
    return [
        Alteracion(
            f"sello {numero}",
            f"auditoria.HojaSello {pk}",
            f"El asiento {asiento} (huella {hash_}), sellado en el lugar {posicion}, ya no está.",
        )
        for pk, asiento, hash_, numero, posicion in huerfanas.iterator(chunk_size=TROZO)
    ]
