"""Las versiones de la TRD frente al libro: de ellas depende cuánto se guarda cada expediente."""

import json
from collections.abc import Iterator
from typing import Any

from ventanilla.archivo.consultas.trd import huella_de_trd
from ventanilla.archivo.models import VersionTrd
from ventanilla.auditoria.models import Asiento
from ventanilla.auditoria.reglas.alteracion import Alteracion

PREFIJO = "trd:"


def revisar_trd() -> Iterator[Alteracion]:
    """Las versiones que no son como dice el último asiento que trae su huella."""
    asientos = Asiento.objects.filter(objeto__startswith=PREFIJO, contenido__contains="sha256")
    dichas = {
        objeto.removeprefix(PREFIJO): (hecho, json.loads(contenido))
        for objeto, hecho, contenido in asientos.order_by("pk").values_list(
            "objeto", "hecho", "contenido"
        )
    }
    for version in VersionTrd.objects.filter(numero__in=dichas):
        for que in _distinta(version, *dichas.pop(version.numero)):
            yield Alteracion(
                f"TRD, versión {version.numero}", f"archivo.VersionTrd {version.pk}", que
            )
    for numero in dichas:
        yield Alteracion(
            f"TRD, versión {numero}",
            "archivo.VersionTrd (borrada)",
            "El libro dice que se adoptó y ya no está.",
        )


def _distinta(version: VersionTrd, hecho: str, dicho: dict[str, Any]) -> Iterator[str]:
    if dicho.get("sha256") != huella_de_trd(version):
        yield "Sus series, su acto o su fecha no son los que se adoptaron."
    retirada = version.estado == VersionTrd.Estado.RETIRADA
    if retirada != (hecho == "retirada"):
        yield "Está retirada y el libro no lo dice." if retirada else "El libro dice que se retiró."
    elif retirada and version.motivo_de_retiro != dicho.get("motivo"):
        yield "No es el motivo con que se retiró."
