"""Los ajustes de la entidad: qué hace cada uno, de dónde sale, y cambiar el que ningún artículo fija."""

import hashlib
from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from ventanilla.comun.errores import ErrorDeDominio
from ventanilla.comun.formularios import poner_faltas
from ventanilla.comun.reloj import en_bogota
from ventanilla.directorio.consultas import entidad
from ventanilla.directorio.consultas.quien import quien
from ventanilla.directorio.consultas.reglamento import de_donde_salen
from ventanilla.directorio.models import Entidad
from ventanilla.directorio.permisos import puede_cambiar_la_entidad, puede_ver_la_entidad
from ventanilla.directorio.reglas.ajustes import EXPLICA, MUEVEN, SUELTOS, dicho, sencillo
from ventanilla.estructura.consultas.ajustes import muestra_del_ajuste, pendientes
from ventanilla.estructura.forms.ajustes import AjusteForm
from ventanilla.estructura.servicios.ajustes import cambiar_ajuste, revisar_ajuste


@require_safe
def ajustes(request: HttpRequest) -> HttpResponse:
    """Todos, con su valor de hoy y su historia."""
    actor, momento = quien(request)
    permiso = puede_ver_la_entidad(actor)
    if not permiso:
        raise PermissionDenied(permiso.motivo)
    actual = entidad()
    salen = de_donde_salen(en_bogota(momento).date())
    contexto = {
        "ajustes": [
            {
                "campo": campo,
                "nombre": ajuste.nombre,
                "valor": dicho(campo, sencillo(getattr(actual, campo))),
                "explica": EXPLICA[campo],
                "sale": salen.get(campo),
            }
            for campo, ajuste in SUELTOS.items()
        ],
        "historia": _historia(actual),
        "contando": bool(pendientes(actual)),
        "puede": bool(puede_cambiar_la_entidad(actor)) and actual.pk is not None,
        "migas": _migas(),
    }
    return render(request, "estructura/ajustes.html", contexto)


@require_http_methods(["GET", "HEAD", "POST"])
def ajuste(request: HttpRequest, campo: str) -> HttpResponse:
    """Uno: con el valor nuevo se ve de qué a qué pasa y qué mueve; visto eso, se guarda."""
    actor, momento = quien(request)
    permiso = puede_cambiar_la_entidad(actor)
    if not permiso:
        raise PermissionDenied(permiso.motivo)
    actual = entidad()
    if campo not in SUELTOS or actual.pk is None:
        raise Http404
    hay = getattr(actual, campo)
    formulario = AjusteForm(
        request.POST or None, ajuste=SUELTOS[campo], valor=hay, leido=sencillo(hay)
    )
    vista: dict[str, Any] = {}
    if request.method == "POST" and formulario.is_valid():
        valor, motivo = formulario.valor(), formulario.cleaned_data["motivo"]
        try:
            revisar_ajuste(campo, valor, motivo=motivo, ahora=momento)
            if request.POST.get("visto") == _huella(campo, valor):
                leido = formulario.cleaned_data["leido"]
                cambiar_ajuste(campo, valor, leido=leido, motivo=motivo, actor=actor, ahora=momento)
                messages.success(request, _guardado(campo))
                return redirect("estructura:ajustes")
            vista = _vista(actual, campo, valor, momento)
        except ErrorDeDominio as error:
            poner_faltas(formulario, error)
    contexto = {
        "form": formulario,
        "ajuste": SUELTOS[campo],
        "hoy": dicho(campo, sencillo(hay)),
        "explica": EXPLICA[campo],
        "sale": de_donde_salen(en_bogota(momento).date()).get(campo),
        "migas": _migas(SUELTOS[campo].nombre),
        **vista,
    }
    estado = 422 if formulario.errors else 200
    return render(request, "estructura/ajuste.html", contexto, status=estado)


def _vista(actual: Entidad, campo: str, valor: Any, momento: datetime) -> dict[str, Any]:
    manana = en_bogota(momento).date() + timedelta(days=1)
    return {
        "visto": _huella(campo, valor),
        "quedaria": dicho(campo, sencillo(valor)),
        "vista": muestra_del_ajuste(actual, campo, valor, desde=manana),
    }


def _huella(campo: str, valor: Any) -> str:
    return hashlib.sha256(f"{campo}={valor!r}".encode()).hexdigest()


def _guardado(campo: str) -> str:
    if campo not in MUEVEN:
        return "El ajuste quedó guardado."
    return (
        "El ajuste quedó guardado. Las peticiones abiertas se están contando de nuevo; cada una anota "
        "su cambio."
    )


def _historia(actual: Entidad) -> list[dict[str, Any]]:
    """Del último al primero, como se lee."""
    return [
        {
            "nombre": SUELTOS[c["campo"]].nombre,
            "antes": dicho(c["campo"], c["antes"]),
            "despues": dicho(c["campo"], c["despues"]),
            "desde": datetime.fromisoformat(c["desde"]).date(),
            "momento": datetime.fromisoformat(c["momento"]),
            "quien": c["quien"],
            "motivo": c["motivo"],
        }
        for c in reversed(actual.ajustes_anteriores)
    ]


def _migas(ultima: str = "") -> list[dict[str, str]]:
    migas = [{"texto": "La entidad", "url": reverse("directorio:entidad")}]
    if ultima:
        migas.append({"texto": "Ajustes", "url": reverse("estructura:ajustes")})
    return [*migas, {"texto": ultima or "Ajustes", "url": ""}]
