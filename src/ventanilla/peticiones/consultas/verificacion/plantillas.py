"""Las plantillas frente al libro: con ellas empieza cada respuesta."""

import json
from collections.abc import Iterator
from functools import partial
from typing import Any

from ventanilla.auditoria.consultas.quietud import en_quietud
from ventanilla.auditoria.models import Asiento
from ventanilla.auditoria.reglas.alteracion import Alteracion
from ventanilla.auditoria.reglas.comparar import en_frase, lo_distinto
from ventanilla.peticiones.consultas.asentado import de_plantilla
from ventanilla.peticiones.models import Plantilla

_PREFIJO = "plantilla:"
_QUE_HACER = "Léala en «Plantillas» y guárdela como debe decir, o retírela."


def revisar_plantillas() -> Iterator[Alteracion]:
    """Las que no son como se guardaron, las que nadie guardó y las que ya no están."""
    for objeto in dict.fromkeys(objeto for objeto, _ in _hallar(_PREFIJO)):
        yield from en_quietud(objeto, partial(_de_una, objeto))


def _de_una(objeto: str) -> list[Alteracion]:
    return [mala for _, mala in _hallar(objeto)]


def _hallar(desde: str) -> Iterator[tuple[str, Alteracion]]:
    """(objeto, qué le pasa) de las que empiezan por `desde`: todas, o una."""
    dichos: dict[str, dict[str, Any]] = {}
    asientos = Asiento.objects.filter(objeto__startswith=desde).order_by("objeto", "orden")
    for objeto, hecho, contenido in asientos.values_list("objeto", "hecho", "contenido"):
        dicho = dichos.setdefault(objeto, {})
        nuevo = json.loads(contenido)
        if hecho == "retirada" and "activa" not in nuevo:
            # Antes, el retiro por cierre de la dependencia no decía cómo quedaba la plantilla.
            nuevo = {"activa": False}
        dicho |= nuevo
    filas = Plantilla.objects.select_related("dependencia", "tipo_documental").order_by("pk")
    if desde != _PREFIJO:
        filas = filas.filter(uuid=desde.removeprefix(_PREFIJO))
    for plantilla in filas:
        objeto = f"{_PREFIJO}{plantilla.uuid.hex}"
        dicho_de_ella = dichos.pop(objeto, None)
        que = "Nadie la guardó en el libro."
        if dicho_de_ella is not None:
            campos = lo_distinto(de_plantilla(plantilla), dicho_de_ella)
            que = f"Cambió en {en_frase(campos)}." if campos else ""
        if que:
            fila = f"peticiones.Plantilla {plantilla.pk}"
            yield objeto, Alteracion(f"plantilla «{plantilla}»", fila, f"{que} {_QUE_HACER}")
    for objeto, dicho in dichos.items():
        nombre = dicho.get("nombre", objeto)
        que = "El libro la nombra y ya no está. Vuelva a escribirla en «Plantillas»."
        yield (
            objeto,
            Alteracion(f"plantilla «{nombre}»", "peticiones.Plantilla (borrada)", que),
        )
