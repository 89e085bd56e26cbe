"""Lo que se lee de una remisión."""

from dataclasses import dataclass
from datetime import datetime

from ventanilla.comun.cifrado import descifrar
from ventanilla.peticiones.models import Peticion, Remision


@dataclass(frozen=True)
class RemisionLeida:
    """Quién la remitió, cuándo y por qué, en claro."""

    quien: str
    momento: datetime
    motivo: str


def remisiones_de(peticion: Peticion) -> list[RemisionLeida]:
    """Las de una petición, de la primera a la última. Quien llama pregunta antes quién las lee."""
    filas = Remision.objects.filter(peticion=peticion).select_related("quien").order_by("momento")
    return [
        RemisionLeida(
            r.quien.nombre,
            r.momento,
            str(descifrar(bytes(r.motivo_cifrado), uso="motivos", contexto=f"remision:{r.uuid}")),
        )
        for r in filas
    ]
