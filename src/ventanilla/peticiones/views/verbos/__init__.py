"""Los verbos que piden explicarse: cada uno en su página, con lo que pasa si se hace."""

import uuid
from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from ventanilla.comun.actores import Actor
from ventanilla.peticiones.models import Estado, Peticion
from ventanilla.peticiones.views.verbos import (
    disciplinario,
    partes,
    radicado,
    reiteracion,
    respuesta,
    terminar,
    tramite,
    trasladar,
)
from ventanilla.peticiones.views.verbos.pagina import pagina

# La nota va siempre de última: es la que menos pasa y siempre se puede.
VERBOS = (
    *radicado.PRIMEROS,
    *respuesta.VERBOS,
    *tramite.VERBOS[:-1],
    *partes.VERBOS,
    *reiteracion.VERBOS,
    *trasladar.VERBOS,
    *terminar.VERBOS,
    *radicado.VERBOS,
    *disciplinario.VERBOS,
    *tramite.VERBOS[-1:],
)
_POR_NOMBRE = {v.nombre: v for v in (*VERBOS, *respuesta.APARTE)}
# Las direcciones: también las que se enlazan desde otro lugar de la página.
TODOS = tuple(_POR_NOMBRE.values())
CABEN = 4
GRUPOS = (
    ("Con la persona", ("requerir", "aclarar", "prorrogar")),
    ("Si le toca a otro", ("devolver", "partes", "trasladar", "sin-competente")),
    ("Ordenarla", ("verificar", "clasificar", "reiteracion", "devolver_borrador")),
    ("Terminarla sin responder de fondo", ("desistimiento", "archivar", "rechazar", "anular")),
    ("Adentro", ("nota", "remitir")),
)
_AL_EMPEZAR = ("devolver", "trasladar", "requerir")
_AL_TRAMITAR = ("requerir", "partes", "prorrogar")
_EN_ESPERA = ("desistimiento", "prorrogar", "nota")
PRIMERO = {
    Estado.POR_VERIFICAR: ("verificar", "anular", "clasificar"),
    Estado.RADICADA: ("devolver", "clasificar", "trasladar", "requerir"),
    Estado.ASIGNADA: _AL_EMPEZAR,
    Estado.EN_TRAMITE: _AL_TRAMITAR,
    Estado.POR_CORREGIR: _AL_TRAMITAR,
    Estado.PROYECTADA: ("devolver_borrador", "prorrogar", "nota"),
    Estado.REQUERIDA: _EN_ESPERA,
    Estado.POR_ACLARAR: ("archivar", *_EN_ESPERA[1:]),
}


@dataclass(frozen=True)
class OtrosVerbos:
    """`primeros`, lo que más se usa según en qué va; `grupos`, lo demás, por lo que se busca."""

    primeros: list[dict[str, str]]
    grupos: list[tuple[str, list[dict[str, str]]]]

    def __bool__(self) -> bool:
        return bool(self.primeros or self.grupos)


def otros_verbos(
    peticion: Peticion, actor: Actor, *, no_caben: Collection[str] = ()
) -> OtrosVerbos:
    """Lo demás que esta persona puede hacer con la petición.

    Si es poco, se ve todo de una vez; si es mucho, arriba queda lo que suele seguir.

    Args:
        no_caben: los que hoy no proceden aunque la persona tenga el permiso.
    """
    puede = {
        v.nombre: {
            "texto": v.titulo,
            "url": reverse(f"peticiones:{v.nombre}", args=[peticion.uuid]),
        }
        for v in VERBOS
        if v.nombre not in no_caben and v.permiso(actor, peticion)
    }
    if len(puede) <= CABEN:
        return OtrosVerbos([*puede.values()], [])
    antes = PRIMERO.get(Estado(peticion.estado), ())
    primeros = [puede.pop(nombre) for nombre in antes if nombre in puede]
    grupos = [
        (titulo, [puede[nombre] for nombre in nombres if nombre in puede])
        for titulo, nombres in GRUPOS
    ]
    return OtrosVerbos(primeros, [(titulo, suyos) for titulo, suyos in grupos if suyos])


def pagina_de(nombre: str) -> Callable[[HttpRequest, uuid.UUID], HttpResponse]:
    """La vista de ese verbo: GET explica y pregunta; POST lo hace, o dice qué corregir (422)."""

    @require_http_methods(["GET", "HEAD", "POST"])
    def vista(request: HttpRequest, identificador: uuid.UUID) -> HttpResponse:
        return pagina(request, identificador, _POR_NOMBRE[nombre])

    return vista
