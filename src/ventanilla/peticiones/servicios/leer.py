"""Leer un documento: se entrega y queda escrito quién lo leyó."""

from datetime import datetime

from ventanilla.auditoria.servicios import asentar
from ventanilla.comun.actores import Actor
from ventanilla.comun.transaccion import escritura
from ventanilla.peticiones.models import Peticion


def anotar_lectura(
    peticion: Peticion, que: str, *, sha256: str, actor: Actor, ahora: datetime
) -> None:
    """Deja asiento de que `actor` abrió «anexo-1», «respuesta»… de la petición."""
    with escritura():
        asentar(
            f"peticion:{peticion.uuid.hex}",
            "documento_leido",
            actor=actor,
            ahora=ahora,
            contenido={"documento": que, "sha256": sha256},
        )
