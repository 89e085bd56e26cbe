"""Quién más está mirando la petición: lo que dice la página y el aviso que ella manda."""

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime

from django.http import HttpRequest, JsonResponse

from ventanilla.comun.actores import Actor
from ventanilla.comun.fechas import hora
from ventanilla.comun.reloj import en_bogota
from ventanilla.peticiones.models import Peticion
from ventanilla.peticiones.reglas.presencia import Presente
from ventanilla.peticiones.servicios.presencia import estar
from ventanilla.peticiones.views.puerta import la_peticion, quien, solo_post


@solo_post
def presencia(request: HttpRequest, identificador: uuid.UUID) -> JsonResponse:
    """Anota que la persona sigue ahí (`escribe=si`: escribe la respuesta) y dice quién más está."""
    actor, momento = quien(request)
    peticion = la_peticion(actor, identificador)
    escribe = request.POST.get("escribe") == "si"
    frases = quienes_mas(peticion, actor, momento, escribe=escribe)
    return JsonResponse({"frases": frases})


def quienes_mas(
    peticion: Peticion, actor: Actor, momento: datetime, *, escribe: bool = False
) -> list[str]:
    """Una frase por cada otra persona; abrir la página también cuenta como aviso."""
    return frases_de(estar(peticion, actor=actor, ahora=momento, escribe=escribe))


def frases_de(presentes: Sequence[Presente]) -> list[str]:
    """«Carla la está viendo desde las 10:42 a. m.»"""
    return [
        f"{p.nombre} está escribiendo la respuesta desde {_desde(p)}"
        if p.escribe
        else f"{p.nombre} la está viendo desde {_desde(p)}"
        for p in presentes
    ]


def _desde(presente: Presente) -> str:
    momento = datetime.fromtimestamp(presente.desde, UTC)
    articulo = "la" if en_bogota(momento).hour % 12 == 1 else "las"
    return f"{articulo} {hora(momento)}"
