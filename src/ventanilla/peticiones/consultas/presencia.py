"""Quién más está mirando una petición."""

from datetime import datetime

from django.core.cache import caches

from ventanilla.peticiones.models import Peticion
from ventanilla.peticiones.reglas.presencia import Presente, en_orden, leido, siguen

ALMACEN = "presencia"


def llave_de(peticion: Peticion) -> str:
    """Dónde se anota quién la tiene abierta."""
    return f"presencia:{peticion.uuid}"


def anotados(peticion: Peticion) -> dict[int, Presente]:
    """Todos los anotados, sigan o no."""
    return leido(caches[ALMACEN].get(llave_de(peticion)))


def presentes(peticion: Peticion, *, salvo: int | None, ahora: datetime) -> list[Presente]:
    """Quiénes la tienen abierta ahora, menos `salvo`; primero quien escribe."""
    estan = siguen(anotados(peticion), ahora)
    return en_orden(p for quien, p in estan.items() if quien != salvo)
