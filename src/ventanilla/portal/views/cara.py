"""La cara de la entidad: su escudo y su hoja de color, que ve cualquiera; y la página que los cambia."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from ventanilla.archivo.consultas import abrir
from ventanilla.archivo.reglas.escudo import PESO_MAXIMO
from ventanilla.comun.actores import Actor
from ventanilla.comun.errores import DatosInvalidos, ErrorDeDominio, Falta
from ventanilla.comun.formularios import poner_faltas
from ventanilla.comun.reloj import ahora
from ventanilla.directorio.consultas import actor_de, entidad
from ventanilla.directorio.models import Usuario
from ventanilla.directorio.permisos import puede_cambiar_la_entidad
from ventanilla.directorio.reglas.colores import es_color, hoja, por_que_no_se_lee
from ventanilla.directorio.reglas.edicion import OtraPersonaCambio
from ventanilla.directorio.servicios.cara import TEXTOS, revisar_cara
from ventanilla.documentos.servicios import ErrorDocumento
from ventanilla.portal.consultas.cara import Prueba, muestra_del_membrete, prueba_de
from ventanilla.portal.forms import CaraForm
from ventanilla.portal.servicios.cara import guardar_cara, revisar_escudo

# La dirección lleva el color o la huella: lo que hay detrás no cambia nunca.
SIEMPRE = "public, max-age=31536000, immutable"


@login_not_required
@require_safe
def colores(request: HttpRequest, color: str) -> HttpResponse:
    """La hoja de estilo de ese color, si se lee."""
    completo = f"#{color.lower()}"
    if not es_color(completo) or por_que_no_se_lee(completo):
        raise Http404
    respuesta = HttpResponse(hoja(completo), content_type="text/css; charset=utf-8")
    respuesta["Cache-Control"] = SIEMPRE
    return respuesta


@login_not_required
@require_safe
def escudo(request: HttpRequest, huella: str) -> HttpResponseBase:
    """El escudo de la entidad; uno que ya no es el suyo, no se sirve."""
    if not huella or huella != entidad().escudo_sha256:
        raise Http404
    try:
        respuesta = FileResponse(abrir(huella), content_type="image/png")
    except FileNotFoundError:
        raise Http404 from None
    respuesta["Cache-Control"] = SIEMPRE
    return respuesta


@require_http_methods(["GET", "HEAD", "POST"])
def cara(request: HttpRequest) -> HttpResponse:
    """Editar los textos, el color y el escudo; antes de guardar, verlos en la página y en un oficio."""
    momento = ahora()
    if not isinstance(request.user, Usuario):
        raise PermissionDenied
    actor = actor_de(request.user, momento)
    request.quien_trabaja = actor  # type: ignore[attr-defined]
    if not (permiso := puede_cambiar_la_entidad(actor)):
        raise PermissionDenied(permiso.motivo)
    formulario = _formulario(request)
    actuales: list[tuple[str, Any]] = []
    prueba: Prueba | None = None
    if request.method == "POST" and formulario.is_valid():
        try:
            if request.POST.get("accion") == "ver":
                prueba = _prueba(formulario)
                formulario = _con_escudo_visto(request, prueba)
            elif request.POST.get("accion") == "membrete":
                return _membrete(formulario, momento)
            else:
                _guardar(request, formulario, actor)
                return redirect("portal_trabajo:cara")
        except OtraPersonaCambio as error:
            actuales = [
                (str(formulario.fields[c].label), v or "Vacío") for c, v in error.actuales.items()
            ]
            formulario = _releido(request)
            formulario.add_error(None, str(error))
        except ErrorDeDominio as error:
            poner_faltas(formulario, error)
        except ErrorDocumento:
            formulario.add_error(None, "No se pudo componer la muestra. Vuelva a intentarlo.")
    contexto = {
        "form": formulario,
        "actuales": actuales,
        "prueba": prueba,
        "migas": [
            {"texto": "La entidad", "url": reverse("directorio:entidad")},
            {"texto": "Nombre, contacto y escudo", "url": ""},
        ],
    }
    return render(request, "portal/cara.html", contexto)


def _guardar(request: HttpRequest, formulario: CaraForm, actor: Actor) -> None:
    hecho = guardar_cara(
        _textos(formulario),
        leido=formulario.cleaned_data["leido"],
        escudo=_escudo_escrito(formulario),
        recortar=formulario.cleaned_data["recortar"],
        quitar_escudo=formulario.cleaned_data["quitar_escudo"],
        actor=actor,
        ahora=ahora(),
    )
    messages.success(request, "Quedó guardado." if hecho else "No había nada distinto que guardar.")


def _escudo_escrito(formulario: CaraForm) -> bytes | None:
    """El que se acaba de escoger o, si no, el que ya se vio y falta guardar."""
    subido = formulario.cleaned_data["escudo"]
    if not subido:
        return formulario.cleaned_data["escudo_visto"] or None
    # Uno de más del máximo basta para decir que no cabe, sin leer veinte megas.
    if subido.size > PESO_MAXIMO:
        megas = f"{subido.size / 1024 / 1024:.1f}".replace(".", ",")
        falta = f"La imagen pesa {megas} MB y caben 2. Guárdela más pequeña."
        raise DatosInvalidos([Falta("escudo", falta)])
    leido: bytes = subido.read(PESO_MAXIMO + 1)
    return leido


def _escudo_listo(formulario: CaraForm) -> bytes | None:
    escrito = _escudo_escrito(formulario)
    if escrito is None:
        return None
    return revisar_escudo(escrito, recortar=formulario.cleaned_data["recortar"])


def _prueba(formulario: CaraForm) -> Prueba:
    textos = revisar_cara(_textos(formulario))
    quitar = formulario.cleaned_data["quitar_escudo"]
    return prueba_de(textos, _escudo_listo(formulario), sin_escudo=quitar)


def _con_escudo_visto(request: HttpRequest, prueba: Prueba) -> CaraForm:
    """El mismo formulario, que ahora lleva consigo el escudo que se está viendo."""
    escrito = request.POST.copy()
    escrito["escudo_visto"] = prueba.escudo_visto
    return CaraForm(escrito)


def _membrete(formulario: CaraForm, momento: datetime) -> HttpResponse:
    """Raises: ErrorDocumento si no se pudo componer."""
    pdf = muestra_del_membrete(
        revisar_cara(_textos(formulario)),
        _escudo_listo(formulario),
        sin_escudo=formulario.cleaned_data["quitar_escudo"],
        ahora=momento,
    )
    respuesta = HttpResponse(pdf, content_type="application/pdf")
    respuesta["Content-Disposition"] = 'inline; filename="muestra-del-membrete.pdf"'
    return respuesta


def _textos(formulario: CaraForm) -> dict[str, Any]:
    return {c: formulario.cleaned_data[c] for c in TEXTOS}


def _hay() -> dict[str, Any]:
    quien = entidad()
    return {c: getattr(quien, c) for c in TEXTOS}


def _formulario(request: HttpRequest) -> CaraForm:
    if request.method == "POST":
        return CaraForm(request.POST, request.FILES)
    hay: Mapping[str, Any] = _hay()
    return CaraForm(initial={**hay, "leido": json.dumps(hay)})


def _releido(request: HttpRequest) -> CaraForm:
    """El mismo formulario con lo que la persona escribió, contra lo que hay ahora."""
    escrito = request.POST.copy()
    escrito["leido"] = json.dumps(_hay())
    formulario = CaraForm(escrito, request.FILES)
    formulario.is_valid()
    return formulario
