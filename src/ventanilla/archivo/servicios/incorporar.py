"""Agregar documentos al final del índice de un expediente, cada uno encadenado al anterior."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from ventanilla.archivo.consultas.expedientes import renglon_de
from ventanilla.archivo.models import DocumentoDeExpediente, Expediente
from ventanilla.archivo.reglas.indice import Pieza, encadenar
from ventanilla.comun.errores import Cambiado
from ventanilla.comun.transaccion import escritura


def incorporar(
    expediente: Expediente, piezas: Iterable[Pieza], *, ahora: datetime, **campos: Any
) -> None:
    """Agrega las piezas y deja el expediente, también en memoria, con su largo y su cabeza nuevos.

    Args:
        campos: columnas del expediente que cambian a la vez.

    Raises:
        Cambiado: si otro proceso lo alargó entre tanto; no se escribió nada.
    """
    with escritura():
        desde = expediente.largo
        renglones = _encadenados(expediente, piezas, ahora)
        movidos = Expediente.objects.filter(pk=expediente.pk, largo=desde).update(
            largo=expediente.largo, cabeza=expediente.cabeza, **campos
        )
        if movidos != 1:
            raise Cambiado("El expediente cambió en este instante. Vuelva a intentarlo.")
        DocumentoDeExpediente.objects.bulk_create(renglones)


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
