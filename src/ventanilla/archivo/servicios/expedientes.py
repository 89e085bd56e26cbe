"""Abrir un expediente, incorporarle documentos, cerrarlo y reabrirlo."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from ventanilla.archivo.consultas.expedientes import renglon_de
from ventanilla.archivo.models import (
    CierreDeExpediente,
    DocumentoDeExpediente,
    Expediente,
    SerieDocumental,
)
from ventanilla.archivo.reglas.indice import Pieza, encadenar, huella_de_cierre
from ventanilla.auditoria.consultas import llave_publica
from ventanilla.auditoria.consultas.sellos import USO_DE_LLAVE
from ventanilla.auditoria.reglas.sellado import firmar
from ventanilla.auditoria.servicios import asentar
from ventanilla.comun.actores import Actor
from ventanilla.comun.cifrado import llave
from ventanilla.comun.errores import Cambiado
from ventanilla.comun.reloj import en_bogota
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
            _reabrir(expediente, f"Llegó «{nuevas[0].tipo}» después de cerrar.", actor, ahora)
        desde = expediente.largo
        renglones = _encadenados(expediente, nuevas, ahora)
        movidos = Expediente.objects.filter(pk=expediente.pk, largo=desde).update(
            largo=expediente.largo,
            cabeza=expediente.cabeza,
            asientos_vistos=asientos_vistos,
            se_cierra=se_cierra,
        )
        if movidos != 1:
            raise Cambiado("El expediente cambió en este instante. Vuelva a intentarlo.")
        DocumentoDeExpediente.objects.bulk_create(renglones)
        if renglones:
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


def _encadenados(
    expediente: Expediente, piezas: Iterable[Pieza], ahora: datetime
) -> list[DocumentoDeExpediente]:
    """Los renglones nuevos; deja `largo` y `cabeza` del expediente donde quedan."""
    renglones = []
    for pieza in piezas:
        sha256, tamano = pieza.con_huella()
        documento = DocumentoDeExpediente(
            expediente=expediente,
            orden=expediente.largo + 1,
            uuid=uuid.uuid4(),
            llave=pieza.llave,
            nombre=pieza.nombre[:160],
            tipo=pieza.tipo[:160],
            creado=pieza.creado,
            incorporado=ahora,
            sha256=sha256,
            tamano=tamano,
            formato=pieza.formato,
            origen=pieza.origen,
            paginas=pieza.paginas,
            guardado_id=pieza.guardado_id,
            texto=pieza.texto,
            previo=expediente.cabeza,
        )
        documento.hash = encadenar(expediente.cabeza, renglon_de(documento))
        expediente.largo, expediente.cabeza = documento.orden, documento.hash
        renglones.append(documento)
    return renglones


def cerrar_expedientes(*, actor: Actor, ahora: datetime) -> int:
    """Cierra y firma los que ya cumplieron su espera; devuelve cuántos."""
    hoy = en_bogota(ahora).date()
    listos = Expediente.objects.filter(cerrado__isnull=True, se_cierra__lte=hoy).order_by("pk")
    return sum(_cerrar(expediente, actor, ahora) for expediente in list(listos[:2000]))


def _cerrar(expediente: Expediente, actor: Actor, ahora: datetime) -> bool:
    momento = en_bogota(ahora).replace(microsecond=0)
    hash_ = huella_de_cierre(
        expediente.codigo, expediente.largo, expediente.cabeza, momento.isoformat()
    )
    with escritura():
        cerrados = Expediente.objects.filter(
            pk=expediente.pk, cerrado__isnull=True, largo=expediente.largo
        ).update(cerrado=momento)
        if not cerrados:
            return False
        CierreDeExpediente.objects.create(
            expediente=expediente,
            momento=momento,
            documentos=expediente.largo,
            cabeza=expediente.cabeza,
            hash=hash_,
            firma=firmar(llave(USO_DE_LLAVE), hash_),
            llave_publica=llave_publica(),
        )
        asentar(
            f"expediente:{expediente.uuid.hex}",
            "cerrado",
            actor=actor,
            ahora=ahora,
            contenido={"documentos": expediente.largo, "hash": hash_},
        )
    return True


def _reabrir(expediente: Expediente, motivo: str, actor: Actor, ahora: datetime) -> None:
    CierreDeExpediente.objects.filter(expediente=expediente, reabierto__isnull=True).update(
        reabierto=ahora, motivo=motivo[:300]
    )
    Expediente.objects.filter(pk=expediente.pk).update(cerrado=None)
    expediente.cerrado = None
    asentar(
        f"expediente:{expediente.uuid.hex}",
        "reabierto",
        actor=actor,
        ahora=ahora,
        contenido={"documentos": expediente.largo},
    )
