"""Agregar una actuación: la historia que la persona lee y el asiento del libro, a la vez."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ventanilla.auditoria.servicios import asentar
from ventanilla.comun.actores import Actor
from ventanilla.peticiones.consultas.asentado import como_queda, lo_asentado, lo_comprometido
from ventanilla.peticiones.models import Actuacion, Peticion


def anotar(  # noqa: PLR0913 (todos con nombre: son las partes de un hecho)
    peticion: Peticion,
    tipo: str,
    *,
    actor: Actor,
    ahora: datetime,
    momento: datetime | None = None,
    motivo: str = "",
    datos: Mapping[str, Any] | None = None,
    contenido: Mapping[str, Any] | None = None,
    reservado: Mapping[str, str] | None = None,
    dependencia: str = "",
    es_publica: bool = True,
    es_nueva: bool = False,
) -> Actuacion:
    """Agrega el hecho `tipo` a la petición, en la transacción de quien llama.

    El orden lo da la versión de la petición, que quien llama ya avanzó con una actualización
    condicional (`avanzar`): dos personas no pueden ganar la misma.

    Args:
        momento: cuándo pasó para el término; si no se dice, `ahora`.
        contenido: lo que además va al libro (identificadores y huellas).
        reservado: lo personal; al libro va solo su compromiso.
        es_nueva: la petición acaba de nacer y todavía no tiene libro.
    """
    actuacion = Actuacion.objects.create(
        peticion=peticion,
        orden=peticion.version,
        tipo=tipo,
        momento=momento or ahora,
        anotada=ahora,
        actor=actor.clave,
        actor_nombre=actor.nombre if actor.clase == "usuario" else "",
        dependencia=dependencia,
        motivo=motivo,
        datos=dict(datos or {}),
        es_publica=es_publica,
    )
    asentar(
        f"peticion:{peticion.uuid.hex}",
        tipo,
        actor=actor,
        ahora=ahora,
        contenido={
            **(contenido or {}),
            **lo_asentado(actuacion),
            "queda": como_queda(peticion),
        },
        reservado={**(reservado or {}), **lo_comprometido(actuacion)},
        es_nuevo=es_nueva,
    )
    return actuacion
