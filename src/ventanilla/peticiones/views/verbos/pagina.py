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

from ventanilla.comun.actores import Actor, Permiso
from ventanilla.comun.errores import DatosInvalidos, ErrorDeDominio
from ventanilla.peticiones.models import Peticion
from ventanilla.peticiones.servicios.comunicar import correo_de
from ventanilla.peticiones.views.puerta import la_peticion, quien

PAGINA = "peticiones:peticion"
SIN_CORREO = (
    "La persona no dejó correo: solo lo leerá en su consulta. Si dejó teléfono o dirección, avísele "
    "también por ahí."
)


@dataclass(frozen=True)
class Verbo:
    """Una página de un solo formulario.

    `nombre` es el de su dirección; `titulo`, como se lee en el enlace y en la página. `consecuencias` dice, antes de hacerlo, qué va a pasar: (tipo de aviso, texto). `hacer` devuelve
    la frase que se lee al volver a la petición.
    """

    nombre: str
    titulo: str
    boton: str
    permiso: Callable[[Actor, Peticion], Permiso]
    formulario: Callable[[Peticion, datetime, QueryDict | None], forms.Form]
    consecuencias: Callable[[Peticion, datetime], list[tuple[str, str]]]
    hacer: Callable[[Peticion, dict[str, Any], Actor, datetime], str]


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
    if request.method == "POST" and formulario.is_valid():
        try:
            exito = verbo.hacer(peticion, formulario.cleaned_data, actor, momento)
        except DatosInvalidos as malos:
            for falta in malos.faltas:
                formulario.add_error(falta.campo, falta.mensaje)
        except ErrorDeDominio as error:
            formulario.add_error(None, str(error))
        else:
            messages.success(request, exito)
            return redirect(PAGINA, peticion.uuid)
    try:
        consecuencias = verbo.consecuencias(peticion, momento)
    except ErrorDeDominio as error:
        messages.error(request, str(error))
        return redirect(PAGINA, peticion.uuid)
    contexto = {
        "peticion": peticion,
        "verbo": verbo,
        "form": formulario,
        "consecuencias": consecuencias,
        "migas": [
            {"texto": "Bandeja", "url": reverse("peticiones:bandeja")},
            {"texto": peticion.radicado.impreso, "url": reverse(PAGINA, args=[peticion.uuid])},
            {"texto": verbo.titulo, "url": ""},
        ],
    }
    estado = 422 if request.method == "POST" else 200
    return render(request, "peticiones/verbo.html", contexto, status=estado)


def sin_correo(peticion: Peticion) -> list[tuple[str, str]]:
    """La advertencia de que la persona no dejó correo, si no lo dejó."""
    return [] if correo_de(peticion) else [("alerta", SIN_CORREO)]
