"""Las remisiones a Control Disciplinario frente al libro."""

import json
from collections.abc import Iterator

from ventanilla.auditoria.models import Asiento
from ventanilla.auditoria.reglas.alteracion import Alteracion
from ventanilla.peticiones.models import Remision

_PREFIJO = "remision:"


def remisiones_alteradas() -> Iterator[Alteracion]:
    """Las que no son como quedaron en el libro. No nombra la petición: son reservadas."""
    asientos = Asiento.objects.filter(objeto__startswith=_PREFIJO)
    dichos = dict(asientos.order_by("pk").values_list("objeto", "contenido"))
    for remision in Remision.objects.select_related("peticion").order_by("pk").iterator():
        objeto = f"{_PREFIJO}{remision.uuid}"
        # La que nació mientras se revisaba se busca aparte.
        dicho = dichos.pop(objeto, None) or _lo_dicho_de(objeto)
        if dicho is None or not _es_la_misma(remision, dicho):
            yield Alteracion(
                f"remisión {remision.uuid}",
                f"peticiones.Remision {remision.pk}",
                "No es la que quedó en el libro.",
            )
        elif remision.peticion.remitida is None:
            yield Alteracion(
                f"remisión {remision.uuid}",
                f"peticiones.Peticion {remision.peticion_id}",
                "Fue remitida y ya no lo dice: quien debe leerla no la vería.",
            )
    for objeto in dichos:
        yield Alteracion(
            f"remisión {objeto.removeprefix(_PREFIJO)}",
            "peticiones.Remision (borrada)",
            "El libro la nombra y ya no está.",
        )


def _lo_dicho_de(objeto: str) -> str | None:
    return Asiento.objects.filter(objeto=objeto).values_list("contenido", flat=True).first()


def _es_la_misma(remision: Remision, dicho: str) -> bool:
    try:
        contenido = json.loads(dicho)
    except ValueError:
        return False
    return (contenido.get("peticion"), contenido.get("motivo_cifrado")) == (
        remision.peticion.uuid.hex,
        bytes(remision.motivo_cifrado).hex(),
    )
