"""Los reglamentos adoptados frente al libro: sus ajustes mandan en los términos."""

import json
from collections.abc import Iterator
from typing import Any

from ventanilla.auditoria.models import Asiento
from ventanilla.auditoria.reglas.alteracion import Alteracion
from ventanilla.directorio.consultas.reglamento import articulos_de, huella_de
from ventanilla.directorio.models import Reglamento
from ventanilla.directorio.reglas.reglamento import rellenar

_PREFIJO = "reglamento:"


def revisar_reglamentos() -> Iterator[Alteracion]:
    """Los adoptados que no son como quedaron en el libro, y los que ya no están."""
    asientos = Asiento.objects.filter(objeto__startswith=_PREFIJO, hecho="adoptado")
    dichos = dict(asientos.order_by("pk").values_list("objeto", "contenido"))
    adoptados = Reglamento.objects.filter(estado=Reglamento.Estado.ADOPTADO).order_by("numero")
    for reglamento in adoptados:
        dicho = dichos.pop(f"{_PREFIJO}{reglamento.numero}", None)
        que = "Su adopción no está en el libro."
        if dicho is None or (que := _que_cambio(reglamento, json.loads(dicho))):
            yield Alteracion(
                f"reglamento, {reglamento}", f"directorio.Reglamento {reglamento.pk}", que
            )
    for objeto in dichos:
        yield Alteracion(
            f"reglamento, versión {objeto.removeprefix(_PREFIJO)}",
            "directorio.Reglamento (borrado)",
            "El libro dice que se adoptó y ya no está.",
        )


def _que_cambio(reglamento: Reglamento, dicho: dict[str, Any]) -> str:
    """Qué no es como se adoptó, en una frase; vacía si todo es igual."""
    es = {
        "acto": reglamento.acto,
        "fecha_acto": str(reglamento.fecha_acto),
        "desde": str(reglamento.desde),
        "sha256": huella_de(reglamento),
        "valores": reglamento.valores,
        "antes": reglamento.antes,
    }
    cambios = [campo for campo, valor in es.items() if campo in dicho and dicho[campo] != valor]
    if any(a.texto != rellenar(a.plantilla, reglamento.valores) for a in articulos_de(reglamento)):
        cambios.append("artículos")
    return f"Cambió lo adoptado: {', '.join(cambios)}." if cambios else ""
