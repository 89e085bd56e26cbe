"""Los verbos que piden explicarse: cada uno en su página, con lo que pasa si se hace."""

import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from ventanilla.comun.actores import Actor
from ventanilla.peticiones.models import Peticion
from ventanilla.peticiones.views.verbos import (
    disciplinario,
    partes,
    reiteracion,
    respuesta,
    terminar,
    tramite,
)
from ventanilla.peticiones.views.verbos.pagina import pagina

# La nota va siempre de última: es la que menos pasa y siempre se puede.
VERBOS = (
    *terminar.PRIMEROS,
    *respuesta.VERBOS,
    *tramite.VERBOS[:-1],
    *partes.VERBOS,
    *reiteracion.VERBOS,
    *terminar.VERBOS,
    *disciplinario.VERBOS,
    *tramite.VERBOS[-1:],
)
_POR_NOMBRE = {v.nombre: v for v in (*VERBOS, *respuesta.APARTE)}
# Las direcciones: también las que se enlazan desde otro lugar de la página.
TODOS = tuple(_POR_NOMBRE.values())


def otros_verbos(peticion: Peticion, actor: Actor) -> list[dict[str, str]]:
    """Lo demás que esta persona puede hacer con la petición, en el orden en que suele pasar."""
    return [
        {"texto": v.titulo, "url": reverse(f"peticiones:{v.nombre}", args=[peticion.uuid])}
        for v in VERBOS
        if v.permiso(actor, peticion)
    ]


def pagina_de(nombre: str) -> Callable[[HttpRequest, uuid.UUID], HttpResponse]:
    """La vista de ese verbo: GET explica y pregunta; POST lo hace, o dice qué corregir (422)."""

    @require_http_methods(["GET", "HEAD", "POST"])
    def vista(request: HttpRequest, identificador: uuid.UUID) -> HttpResponse:
        return pagina(request, identificador, _POR_NOMBRE[nombre])

    return vista
