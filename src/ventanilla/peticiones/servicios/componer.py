"""Componer el PDF de lo firmado, después de confirmado y las veces que haga falta."""

import logging
from datetime import datetime

from ventanilla.archivo.servicios import guardar_bytes
from ventanilla.auditoria.servicios import asentar
from ventanilla.comun.actores import SISTEMA
from ventanilla.comun.transaccion import escritura, exigir_fuera_de_escritura
from ventanilla.documentos.servicios import ErrorDocumento, desde_foto
from ventanilla.peticiones.consultas.membrete import figuras_de
from ventanilla.peticiones.models import Respuesta

registro = logging.getLogger("ventanilla.respuestas")


def componer_respuesta(respuesta_id: int, *, ahora: datetime) -> Respuesta:
    """Compone y guarda el PDF de una respuesta firmada; si ya está, no hace nada.

    Raises:
        ErrorDocumento: si no se pudo componer; el número no se libera y se puede repetir.
        OSError: si el disco no lo admite.
    """
    exigir_fuera_de_escritura("componer un PDF")
    respuesta = Respuesta.objects.select_related("radicado", "peticion", "documento").get(
        pk=respuesta_id
    )
    if respuesta.documento_id is not None or respuesta.radicado is None:
        return respuesta
    foto = respuesta.instantanea["foto"]
    pdf = desde_foto("respuesta", foto, figuras_de(foto))
    guardado = guardar_bytes(pdf, f"respuesta-{respuesta.radicado.impreso}.pdf", ahora=ahora)
    with escritura():
        puestas = Respuesta.objects.filter(pk=respuesta.pk, documento__isnull=True).update(
            documento=guardado
        )
        if puestas:
            asentar(
                f"peticion:{respuesta.peticion.uuid.hex}",
                "respuesta_compuesta",
                actor=SISTEMA,
                ahora=ahora,
                contenido={"radicado": respuesta.radicado.impreso, "sha256": guardado.sha256},
            )
    respuesta.documento = guardado
    return respuesta


def componer_pendientes(*, ahora: datetime) -> int:
    """Compone las firmadas a las que les falta el PDF, por si el aviso se perdió.

    Devuelve cuántas quedaron. Una que no se deja componer no detiene a las demás.
    """
    pendientes = Respuesta.objects.filter(radicado__isnull=False, documento__isnull=True)
    compuestas = 0
    for pk in list(pendientes.order_by("firmada").values_list("pk", flat=True)[:100]):
        try:
            componer_respuesta(pk, ahora=ahora)
        except (ErrorDocumento, OSError) as error:
            registro.error("la respuesta %s sigue sin PDF: %s", pk, type(error).__name__)
        else:
            compuestas += 1
    return compuestas
