"""Abrir un expediente y ponerlo al día con los documentos de su trámite."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ventanilla.archivo.models import Expediente, SerieDocumental
from ventanilla.archivo.reglas.indice import Pieza
from ventanilla.archivo.servicios.cerrar import reabrir
from ventanilla.archivo.servicios.incorporar import incorporar
from ventanilla.auditoria.servicios import asentar
from ventanilla.comun.actores import Actor
from ventanilla.comun.transaccion import escritura


@dataclass(frozen=True)
class Apertura:
    """Con qué se abre. `nombre` no dice quién pide; `abierto` es cuando empezó el trámite."""

    objeto: str
    codigo: str
    nombre: str
    serie: SerieDocumental
    dependencia_id: int | None
    abierto: datetime


def poner_al_dia(
    apertura: Apertura,
    piezas: Iterable[Pieza],
    *,
    actor: Actor,
    ahora: datetime,
    asientos_vistos: int,
    se_cierra: date | None,
) -> Expediente:
    """Abre el expediente si no está y le agrega las piezas que le falten, en su orden.

    Se puede repetir: una pieza cuya llave ya está no entra dos veces. Si estaba cerrado y llega algo,
    se reabre y queda dicho por qué.

    Raises:
        Cambiado: si otro proceso lo puso al día a la vez; no se escribió nada.
    """
    piezas = list(piezas)
    al_dia = _ya_al_dia(apertura.objeto, piezas, asientos_vistos, se_cierra)
    if al_dia is not None:
        return al_dia
    with escritura():
        expediente, es_nuevo = Expediente.objects.get_or_create(
            objeto=apertura.objeto,
            defaults={
                "uuid": uuid.uuid4(),
                "codigo": apertura.codigo,
                "nombre": apertura.nombre,
                "serie": apertura.serie,
                "dependencia_id": apertura.dependencia_id,
                "abierto": apertura.abierto,
            },
        )
        ya = set(expediente.documentos.values_list("llave", flat=True))
        nuevas = [p for p in piezas if p.llave not in ya]
        if nuevas and expediente.cerrado is not None:
            reabrir(
                expediente,
                motivo=f"Llegó «{nuevas[0].tipo}» después de cerrar.",
                actor=actor,
                ahora=ahora,
            )
        incorporar(
            expediente, nuevas, ahora=ahora, asientos_vistos=asientos_vistos, se_cierra=se_cierra
        )
        if nuevas:
            asentar(
                f"expediente:{expediente.uuid.hex}",
                "abierto" if es_nuevo else "incorporado",
                actor=actor,
                ahora=ahora,
                contenido={
                    "objeto": expediente.objeto,
                    "serie": expediente.serie.codigo,
                    "documentos": expediente.largo,
                    "cabeza": expediente.cabeza,
                },
                es_nuevo=es_nuevo,
            )
    return expediente


def _ya_al_dia(
    objeto: str, piezas: Sequence[Pieza], asientos_vistos: int, se_cierra: date | None
) -> Expediente | None:
    """El expediente, si no le falta nada: mirarlo no toma entonces la base para escribir."""
    expediente = Expediente.objects.filter(objeto=objeto).first()
    if expediente is None or expediente.asientos_vistos != asientos_vistos:
        return None
    if expediente.se_cierra != se_cierra:
        return None
    ya = set(expediente.documentos.values_list("llave", flat=True))
    return expediente if all(p.llave in ya for p in piezas) else None
