"""Repartir varias peticiones de la lista: se eligen, se confirma y se dice qué pasó con cada una."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ventanilla.bandeja.forms.reparto import DependenciaForm, PersonaForm
from ventanilla.bandeja.servicios.repartir import (
    Reparto,
    repartir_a_dependencia,
    repartir_a_persona,
)
from ventanilla.comun.actores import Actor
from ventanilla.comun.regreso import url_de_la_lista
from ventanilla.directorio.consultas.quien import quien
from ventanilla.peticiones.models import Peticion
from ventanilla.peticiones.permisos import (
    puede_asignar_dependencia,
    puede_asignar_persona,
    puede_ver,
)

MAXIMO = 100


def repartir(request: HttpRequest) -> HttpResponse:
    """Muestra las elegidas y a quién se pueden dar; con un destino, las reparte."""
    actor, momento = quien(request)
    elegidas = _elegidas(actor, request.POST.getlist("elegida"))
    if not elegidas:
        messages.error(request, "Elija en la lista una o más peticiones para repartir.")
        return redirect(url_de_la_lista(request))
    hoy = momento.date()
    dependencias = {p.dependencia_id for p in elegidas}
    # La gente se ofrece si todas están en una misma dependencia: se entrega adentro de ella.
    unica = dependencias.pop() if len(dependencias) == 1 else None
    accion = request.POST.get("accion", "")
    persona = PersonaForm(request.POST if accion == "persona" else None, dependencia=unica, hoy=hoy)
    enviar = DependenciaForm(
        request.POST if accion == "dependencia" else None, actual=unica, hoy=hoy
    )
    if accion == "persona" and persona.is_valid():
        responsable = persona.cleaned_data["responsable"]
        hecho = repartir_a_persona(elegidas, responsable=responsable, actor=actor, ahora=momento)
        return _contar(request, hecho, f"a cargo de {responsable.nombre}")
    if accion == "dependencia" and enviar.is_valid():
        datos: dict[str, Any] = enviar.cleaned_data
        hecho = repartir_a_dependencia(elegidas, **datos, actor=actor, ahora=momento)
        return _contar(request, hecho, f"en {datos['dependencia'].nombre}")
    contexto = {
        "volver": url_de_la_lista(request),
        "elegidas": elegidas,
        "form_persona": persona
        if unica and any(puede_asignar_persona(actor, p) for p in elegidas)
        else None,
        "form_dependencia": enviar
        if any(puede_asignar_dependencia(actor, p) for p in elegidas)
        else None,
    }
    return render(request, "bandeja/repartir.html", contexto)


def _elegidas(actor: Actor, dichas: Sequence[str]) -> list[Peticion]:
    """Las elegidas que esta persona puede ver, en el orden en que vencen."""
    identificadores = []
    for dicha in dichas[:MAXIMO]:
        try:
            identificadores.append(uuid.UUID(dicha))
        except ValueError:
            continue
    filas = Peticion.objects.select_related("radicado", "dependencia", "responsable").filter(
        uuid__in=identificadores
    )
    return [p for p in filas.order_by("vence_momento", "id") if puede_ver(actor, p)]


def _contar(request: HttpRequest, hecho: Reparto, donde: str) -> HttpResponse:
    cuantas = len(hecho.hechas)
    if cuantas:
        dicho = "1 petición quedó" if cuantas == 1 else f"{cuantas} peticiones quedaron"
        messages.success(request, f"{dicho} {donde}.")
    for peticion, motivo in hecho.fallidas:
        messages.error(request, f"{peticion.radicado.impreso} no se repartió: {motivo}")
    return redirect(url_de_la_lista(request))
