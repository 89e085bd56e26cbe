"""Los oficios frente al libro: lo firmado y el PDF que se hizo de ello."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ventanilla.comun.canonico import sha256_hex
from ventanilla.peticiones.models import Oficio


def oficios_alterados(
    oficios: Sequence[Oficio], dichos: Sequence[tuple[str, Mapping[str, Any]]]
) -> Iterator[tuple[str, str]]:
    """(fila, qué le pasa) de cada oficio que no es como quedó en el libro.

    Args:
        dichos: (hecho, contenido) de los asientos de la petición, en orden.
    """
    firmados = {c["radicado_id"]: c for _, c in dichos if "oficio_sha256" in c}
    compuestos = {c["radicado"]: c["sha256"] for hecho, c in dichos if hecho == "oficio_compuesto"}
    for oficio in oficios:
        fila = f"peticiones.Oficio {oficio.pk}"
        firmado = firmados.pop(oficio.radicado_id, None)
        if firmado is None:
            yield fila, "Dice estar firmado y la firma no está en el libro."
        elif (
            sha256_hex(str(oficio.instantanea.get("foto", "")).encode()) != firmado["oficio_sha256"]
        ):
            yield fila, "Cambió lo firmado: no es lo que quedó en el libro."
        documento = oficio.documento.sha256 if oficio.documento else None
        if documento != compuestos.get(oficio.radicado.impreso):
            yield fila, "Su documento no es el que quedó en el libro."
    for contenido in firmados.values():
        yield "peticiones.Oficio (borrado)", f"Falta el oficio {contenido['radicado']}."
