"""Avisar que alguien tiene abierta una petición.

No es un hecho de la petición: no deja actuación ni asiento, se olvida en un minuto y no toca la base.
"""

import logging
import sys
from datetime import datetime

from django.core.cache import caches

from ventanilla.comun.actores import Actor
from ventanilla.comun.errores import SinPermiso
from ventanilla.peticiones.consultas.presencia import ALMACEN, anotados, llave_de, presentes
from ventanilla.peticiones.models import Peticion
from ventanilla.peticiones.permisos import lee_en_reserva, puede_ver
from ventanilla.peticiones.reglas.presencia import DURA, Presente, con_aviso, en_orden, guardable

registro = logging.getLogger("ventanilla.presencia")


def estar(peticion: Peticion, *, actor: Actor, ahora: datetime, escribe: bool) -> list[Presente]:
    """Anota que `actor` la tiene abierta y devuelve quiénes más; primero quien escribe.

    Si dos avisan en el mismo instante uno puede perderse: vuelve con el aviso siguiente. Si no hay
    dónde anotarlo (disco lleno, memoria compartida caída) devuelve vacío: mirar no se estorba.

    Raises:
        SinPermiso: si no puede leer la petición.
    """
    permiso = puede_ver(actor, peticion)
    if not permiso:
        raise SinPermiso(permiso.motivo)
    if actor.usuario_id is None:
        return []
    if lee_en_reserva(actor, peticion):
        # Decir que Control Disciplinario la mira sería contar que se la remitieron.
        return presentes(peticion, salvo=actor.usuario_id, ahora=ahora)
    try:
        estan = con_aviso(
            anotados(peticion), actor.usuario_id, actor.nombre, ahora, escribe=escribe
        )
        segundos = int(DURA.total_seconds())
        caches[ALMACEN].set(llave_de(peticion), guardable(estan), timeout=segundos)
    except _fallas() as error:
        registro.warning("no se pudo anotar quién mira: %s", type(error).__name__)
        return []
    return en_orden(p for quien, p in estan.items() if quien != actor.usuario_id)


def _fallas() -> tuple[type[Exception], ...]:
    """Lo que puede fallar al anotar. Redis solo se nombra si la entidad lo usa: pesa 20 MiB."""
    redis = sys.modules.get("redis.exceptions")
    return (OSError,) if redis is None else (OSError, redis.RedisError)
