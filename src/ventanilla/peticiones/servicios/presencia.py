"""Avisar que alguien tiene abierta una petición.

No es un hecho de la petición: no deja actuación ni asiento, se olvida en un minuto y no toca la base.
"""

import logging
import sys
import threading
from datetime import datetime

from django.core.cache import caches

from ventanilla.comun.actores import Actor
from ventanilla.comun.errores import SinPermiso
from ventanilla.peticiones.consultas.presencia import ALMACEN, anotados, llave_de, presentes
from ventanilla.peticiones.models import Peticion
from ventanilla.peticiones.permisos import lee_en_reserva, puede_ver
from ventanilla.peticiones.reglas.presencia import (
    DURA,
    Presente,
    con_aviso,
    en_orden,
    guardable,
)

registro = logging.getLogger("ventanilla.presencia")
# Cada página lo intenta y nada se pierde: se dice al caerse y al volver, no en cada página.
_caida = threading.Event()


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
    try:
        if lee_en_reserva(actor, peticion):
            # Decir que Control Disciplinario la mira sería contar que se la remitieron.
            otros = presentes(peticion, salvo=actor.usuario_id, ahora=ahora)
        else:
            otros = _anotar(peticion, actor.usuario_id, actor.nombre, ahora, escribe=escribe)
    except _fallas() as error:
        if not _caida.is_set():
            _caida.set()
            registro.warning("no se puede saber quién más mira: %s", type(error).__name__)
        return []
    if _caida.is_set():
        _caida.clear()
        registro.warning("otra vez se sabe quién más mira")
    return otros


def _anotar(
    peticion: Peticion, usuario: int, nombre: str, ahora: datetime, *, escribe: bool
) -> list[Presente]:
    estan = con_aviso(anotados(peticion), usuario, nombre, ahora, escribe=escribe)
    segundos = int(DURA.total_seconds())
    caches[ALMACEN].set(llave_de(peticion), guardable(estan), timeout=segundos)
    return en_orden(p for quien, p in estan.items() if quien != usuario)


def _fallas() -> tuple[type[Exception], ...]:
    """Lo que puede fallar al anotar. Redis solo se nombra si la entidad lo usa: pesa 20 MiB."""
    redis = sys.modules.get("redis.exceptions")
    return (OSError,) if redis is None else (OSError, redis.RedisError)
