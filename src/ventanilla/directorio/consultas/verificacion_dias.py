"""Los días no hábiles frente al libro: de ellos salen las fechas de las peticiones."""

import json
from collections.abc import Iterator
from functools import partial
from typing import Any

from ventanilla.auditoria.consultas.quietud import en_quietud
from ventanilla.auditoria.models import Asiento
from ventanilla.auditoria.reglas.alteracion import Alteracion
from ventanilla.auditoria.reglas.comparar import en_frase, lo_distinto
from ventanilla.directorio.consultas.asentado import de_dia
from ventanilla.directorio.models import DiaNoHabil

_PREFIJO = "dia-no-habil:"
_QUE_HACER = "En «Días no hábiles», déjelo sin efecto y declárelo por su acto: las fechas se vuelven a contar."


def revisar_dias() -> Iterator[Alteracion]:
    """Los que no son como se declararon o revocaron, los que nadie declaró y los que ya no están."""
    for fecha in sorted({fecha for fecha, _ in _hallar("")}):
        yield from en_quietud(f"{_PREFIJO}{fecha}", partial(_de_uno, fecha))


def _de_uno(fecha: str) -> list[Alteracion]:
    return [mala for _, mala in _hallar(fecha)]


def _hallar(fecha: str) -> Iterator[tuple[str, Alteracion]]:
    """(fecha, qué le pasa) de todos los días, o de uno."""
    dichos = _lo_dicho(fecha)
    filas = DiaNoHabil.objects.order_by("fecha", "pk")
    for dia in filas.filter(fecha=fecha) if fecha else filas:
        hay = de_dia(dia)
        dicho = dichos.pop((hay["fecha"], dia.acto), None)
        que = "Nadie lo declaró en el libro."
        if dicho is not None:
            campos = lo_distinto(hay, dicho)
            que = f"Cambió en {en_frase(campos)}." if campos else ""
        if que:
            fila = f"directorio.DiaNoHabil {dia.pk}"
            yield (
                hay["fecha"],
                Alteracion(f"día no hábil {dia.fecha}", fila, f"{que} {_QUE_HACER}"),
            )
    for dia_dicho, acto in dichos:
        yield (
            dia_dicho,
            Alteracion(
                f"día no hábil {dia_dicho}",
                "directorio.DiaNoHabil (borrado)",
                f"El libro lo declaró por {acto} y ya no está. Declárelo otra vez por su acto.",
            ),
        )


def _lo_dicho(fecha: str) -> dict[tuple[str, str], dict[str, Any]]:
    """(fecha, acto) → lo último dicho de cada campo. Un asiento viejo no los trae todos."""
    asientos = Asiento.objects.filter(objeto__startswith=f"{_PREFIJO}{fecha}")
    dichos: dict[tuple[str, str], dict[str, Any]] = {}
    for objeto, contenido in asientos.order_by("objeto", "orden").values_list(
        "objeto", "contenido"
    ):
        dicho = json.loads(contenido)
        dia = dichos.setdefault((objeto.removeprefix(_PREFIJO), dicho["acto"]), {})
        dia |= dicho
        if "por" in dicho:
            dia["revocado_por"] = dicho["por"]
    return dichos
