"""Cerrar o reabrir a mano el expediente de una petición: dice qué pasará, pide la razón y lo hace."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from ventanilla.comun.errores import ErrorDeDominio
from ventanilla.comun.formularios import poner_faltas
from ventanilla.comun.regreso import miga_de_la_lista
from ventanilla.peticiones.forms.expediente import RazonForm
from ventanilla.peticiones.permisos import puede_cerrar_expediente
from ventanilla.peticiones.servicios.cerrar_expediente import (
    cerrar_expediente,
    reabrir_expediente,
)
from ventanilla.peticiones.views.puerta import la_peticion, quien

METODOS = ["GET", "HEAD", "POST"]


@dataclass(frozen=True)
class _Verbo:
    """Lo que cambia entre cerrar y reabrir."""

    titulo: str
    dicho: str
    boton: str
    hecho: str
    servicio: Callable[..., None]


_CERRAR = _Verbo(
    titulo="Cerrar el expediente",
    dicho="Se cierra solo diez días hábiles después de terminado el trámite. Ciérrelo antes si ya no "
    "hay nada que esperar. Al índice se le agrega una constancia y se firma; desde hoy se cuenta la "
    "retención. Si después llega algo, se reabre solo.",
    boton="Cerrar el expediente",
    hecho="El expediente quedó cerrado, con su índice firmado.",
    servicio=cerrar_expediente,
)
_REABRIR = _Verbo(
    titulo="Reabrir el expediente",
    dicho="Queda abierto hasta que alguien lo cierre. El índice que se firmó al cerrarlo no se pierde: "
    "se le agrega una constancia y, al cerrarlo otra vez, se firma otra vez. La petición no cambia.",
    boton="Reabrir el expediente",
    hecho="El expediente quedó abierto. Ciérrelo cuando termine.",
    servicio=reabrir_expediente,
)


@require_http_methods(METODOS)
def cerrar(request: HttpRequest, identificador: uuid.UUID) -> HttpResponse:
    """GET dice qué pasará; POST lo cierra, o dice qué corregir (422)."""
    return _pagina(request, identificador, _CERRAR)


@require_http_methods(METODOS)
def reabrir(request: HttpRequest, identificador: uuid.UUID) -> HttpResponse:
    """GET dice qué pasará; POST lo reabre, o dice qué corregir (422)."""
    return _pagina(request, identificador, _REABRIR)


def _pagina(request: HttpRequest, identificador: uuid.UUID, verbo: _Verbo) -> HttpResponse:
    actor, momento = quien(request)
    peticion = la_peticion(actor, identificador)
    permiso = puede_cerrar_expediente(actor, peticion)
    if not permiso:
        raise PermissionDenied(permiso.motivo)
    formulario = RazonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and formulario.is_valid():
        try:
            verbo.servicio(
                peticion, motivo=formulario.cleaned_data["motivo"], actor=actor, ahora=momento
            )
        except ErrorDeDominio as error:
            poner_faltas(formulario, error)
        else:
            messages.success(request, verbo.hecho)
            return redirect("peticiones:expediente", identificador)
    expediente = reverse("peticiones:expediente", args=[identificador])
    migas = [
        miga_de_la_lista(request),
        {
            "texto": peticion.radicado.impreso,
            "url": reverse("peticiones:peticion", args=[identificador]),
        },
        {"texto": "Expediente", "url": expediente},
        {"texto": verbo.titulo, "url": ""},
    ]
    return render(
        request,
        "peticiones/cerrar_expediente.html",
        {"form": formulario, "verbo": verbo, "migas": migas, "volver": expediente},
        status=422 if formulario.errors else 200,
    )
