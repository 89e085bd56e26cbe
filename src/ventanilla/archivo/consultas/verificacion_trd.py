"""Las versiones de la TRD frente al libro: de ellas depende cuánto se guarda cada expediente."""

import json
from collections.abc import Iterator

from ventanilla.archivo.consultas.trd import huella_de_trd
from ventanilla.archivo.models import VersionTrd
from ventanilla.auditoria.models import Asiento
from ventanilla.auditoria.reglas.alteracion import Alteracion

PREFIJO = "trd:"


def revisar_trd() -> Iterator[Alteracion]:
    """Las versiones que no son como dice el último asiento que trae su huella."""
    asientos = Asiento.objects.filter(objeto__startswith=PREFIJO, contenido__contains="sha256")
    dichas = {
        objeto.removeprefix(PREFIJO): json.loads(contenido).get("sha256")
        for objeto, contenido in asientos.order_by("pk").values_list("objeto", "contenido")
    }
    for version in VersionTrd.objects.filter(numero__in=dichas):
        if dichas.pop(version.numero) != huella_de_trd(version):
            yield Alteracion(
                f"TRD, versión {version.numero}",
                f"archivo.VersionTrd {version.pk}",
                "Sus series, su acto o su fecha no son los que se adoptaron.",
            )
    for numero in dichas:
        yield Alteracion(
            f"TRD, versión {numero}",
            "archivo.VersionTrd (borrada)",
            "El libro dice que se adoptó y ya no está.",
        )
