"""La página de un verbo: dice qué va a pasar, pregunta y lo hace."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe

from ventanilla.comun.actores import Actor, Permiso
from ventanilla.comun.errores import DatosInvalidos, ErrorDeDominio
from ventanilla.comun.regreso import miga_de_la_lista
from ventanilla.documentos.bloques import limpiar_html
from ventanilla.peticiones.models import Peticion
from ventanilla.peticiones.servicios.comunicar import correo_de
from ventanilla.peticiones.views.puerta import la_peticion, quien

PAGINA = "peticiones:peticion"
SIN_CORREO = (
    "La persona no dejó correo: solo lo leerá en su consulta. Si dejó teléfono o dirección, avísele "
    "también por ahí."
)


@dataclass(frozen=True)
class Previa:
    """Lo que se confirma. `html` ya viene limpio: lo hizo `reglas.escritura`."""

    titulo: str
    html: str
    destino: str = ""


@dataclass(frozen=True)
class Verbo:
    """Una página de un solo formulario.

    `nombre` es el de su dirección; `titulo`, como se lee en el enlace y en la página.
    `consecuencias` dice, antes de hacerlo, qué va a pasar: (tipo de aviso, texto). `hacer` devuelve
    la frase que se lee al volver a la petición. Lo que no se puede deshacer trae `previa`: el
    documento como quedaría, o lo que va a pasar, que se lee y se confirma antes de hacerlo.
    """

    nombre: str
    titulo: str
    boton: str
    permiso: Callable[[Actor, Peticion], Permiso]
    formulario: Callable[[Peticion, datetime, QueryDict | None], forms.Form]
    consecuencias: Callable[[Peticion, datetime], list[tuple[str, str]]]
    hacer: Callable[[Peticion, dict[str, Any], Actor, datetime], str]
    previa: Callable[[Peticion, dict[str, Any], datetime], Previa] | None = None
    peligro: bool = False

    @property
    def se_confirma(self) -> bool:
        """Si antes de hacerlo se muestra cómo queda. Una plantilla llamaría a `previa`."""
        return self.previa is not None


def pagina(request: HttpRequest, identificador: uuid.UUID, verbo: Verbo) -> HttpResponse:
    """GET explica y pregunta; POST lo hace, o dice qué corregir (422)."""
    actor, momento = quien(request)
    peticion = la_peticion(actor, identificador)
    permiso = verbo.permiso(actor, peticion)
    if not permiso:
        messages.error(request, permiso.motivo)
        return redirect(PAGINA, peticion.uuid)
    formulario = verbo.formulario(
        peticion, momento, request.POST if request.method == "POST" else None
    )
    pide = request.method == "POST" and "cambiar" not in request.POST
    if pide and formulario.is_valid():
        try:
            return _seguir(request, verbo, peticion, formulario, actor, momento)
        except DatosInvalidos as malos:
            for falta in malos.faltas:
                formulario.add_error(falta.campo, falta.mensaje)
        except ErrorDeDominio as error:
            formulario.add_error(None, str(error))
    return _preguntar(request, verbo, peticion, formulario, momento, estado=422 if pide else 200)


def _seguir(
    request: HttpRequest,
    verbo: Verbo,
    peticion: Peticion,
    formulario: forms.Form,
    actor: Actor,
    momento: datetime,
) -> HttpResponse:
    """Lo hace; si no se puede deshacer, primero muestra cómo quedaría y espera la confirmación."""
    if verbo.previa is not None and "confirmar" not in request.POST:
        previa = verbo.previa(peticion, formulario.cleaned_data, momento)
        contexto = {**_contexto(request, peticion, verbo), "form": formulario, "previa": previa}
        contexto["cuerpo"] = mark_safe(limpiar_html(previa.html))  # noqa: S308 (recién limpiado)
        return render(request, "peticiones/confirmar.html", contexto)
    messages.success(request, verbo.hacer(peticion, formulario.cleaned_data, actor, momento))
    return redirect(PAGINA, peticion.uuid)


def _preguntar(
    request: HttpRequest,
    verbo: Verbo,
    peticion: Peticion,
    formulario: forms.Form,
    momento: datetime,
    *,
    estado: int,
) -> HttpResponse:
    try:
        consecuencias = verbo.consecuencias(peticion, momento)
    except ErrorDeDominio as error:
        messages.error(request, str(error))
        return redirect(PAGINA, peticion.uuid)
    contexto = {
        **_contexto(request, peticion, verbo),
        "form": formulario,
        "consecuencias": consecuencias,
    }
    return render(request, "peticiones/verbo.html", contexto, status=estado)


def _contexto(request: HttpRequest, peticion: Peticion, verbo: Verbo) -> dict[str, Any]:
    return {
        "peticion": peticion,
        "verbo": verbo,
        "migas": [
            miga_de_la_lista(request),
            {"texto": peticion.radicado.impreso, "url": reverse(PAGINA, args=[peticion.uuid])},
            {"texto": verbo.titulo, "url": ""},
        ],
    }


def sin_correo(peticion: Peticion) -> list[tuple[str, str]]:
    """La advertencia de que la persona no dejó correo, si no lo dejó."""
    return [] if correo_de(peticion) else [("alerta", SIN_CORREO)]
