"""Declarar días no hábiles, o dejarlos sin efecto: primero se ve qué fechas se moverían."""

import hashlib
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from ventanilla.comun.errores import ErrorDeDominio
from ventanilla.comun.formularios import poner_faltas
from ventanilla.comun.reloj import en_bogota
from ventanilla.directorio.consultas import calendario_con, calendario_de_la_entidad
from ventanilla.directorio.consultas.quien import quien
from ventanilla.directorio.models import DiaNoHabil
from ventanilla.directorio.permisos import puede_cambiar_la_entidad
from ventanilla.directorio.servicios.dias import Cierre, revisar_cierre
from ventanilla.estructura.consultas.movimientos import Cuenta, Muestra, muestra
from ventanilla.estructura.forms.dias import CierreForm, RevocarForm
from ventanilla.estructura.servicios.dias import declarar_y_contar, revocar_y_contar

METODOS = ["GET", "HEAD", "POST"]


@require_http_methods(METODOS)
def declarar_dias(request: HttpRequest) -> HttpResponse:
    """El formulario; con él lleno, lo que se movería; y, visto eso, guardar."""
    actor, momento = quien(request)
    if not (permiso := puede_cambiar_la_entidad(actor)):
        raise PermissionDenied(permiso.motivo)
    hoy = en_bogota(momento).date()
    formulario = CierreForm(request.POST or None, hoy=hoy)
    vista: Muestra | None = None
    cierre: Cierre | None = None
    if request.method == "POST" and formulario.is_valid():
        cierre = _cierre(formulario.cleaned_data)
        try:
            revisar_cierre(cierre)
            # Se guarda justo lo que se vio: si cambió un dato, se enseña otra vez.
            if request.POST.get("visto") == _huella(cierre):
                declarar_y_contar(cierre, actor=actor, ahora=momento)
                messages.success(request, GUARDADO)
                return redirect("directorio:dias")
            antes = calendario_de_la_entidad()
            vista = muestra(Cuenta(antes), Cuenta(antes.con([cierre.local()])), desde=cierre.desde)
        except ErrorDeDominio as error:
            poner_faltas(formulario, error)
    contexto = {
        "form": formulario,
        "vista": vista,
        "visto": _huella(cierre) if cierre and vista is not None else "",
        "migas": _migas("Declarar días no hábiles"),
    }
    return render(request, "estructura/declarar_dias.html", contexto)


GUARDADO = (
    "Quedó guardado. Las peticiones abiertas se están contando de nuevo; cada una anota su cambio."
)


@require_http_methods(METODOS)
def revocar_dias(request: HttpRequest, dia_id: int) -> HttpResponse:
    """Los días del mismo acto y lo que se movería sin ellos; con el acto que los revoca, se hace."""
    actor, momento = quien(request)
    if not (permiso := puede_cambiar_la_entidad(actor)):
        raise PermissionDenied(permiso.motivo)
    dia = get_object_or_404(DiaNoHabil, pk=dia_id)
    dias = list(DiaNoHabil.objects.filter(acto=dia.acto, revocado_por="").order_by("fecha"))
    formulario = RevocarForm(request.POST or None)
    if request.method == "POST" and dias and formulario.is_valid():
        try:
            por = formulario.cleaned_data["por"]
            revocar_y_contar(dias, por=por, actor=actor, ahora=momento)
        except ErrorDeDominio as error:
            poner_faltas(formulario, error)
        else:
            messages.success(request, GUARDADO)
            return redirect("directorio:dias")
    vista = None
    if dias:
        quedan = DiaNoHabil.objects.filter(revocado_por="").exclude(acto=dia.acto)
        vista = muestra(
            Cuenta(calendario_de_la_entidad()),
            Cuenta(calendario_con(quedan)),
            desde=dias[0].fecha,
        )
    contexto = {
        "dia": dia,
        "dias": dias,
        "form": formulario,
        "vista": vista,
        "migas": _migas("Dejar días sin efecto"),
    }
    return render(request, "estructura/revocar_dias.html", contexto)


def _cierre(datos: dict[str, Any]) -> Cierre:
    cuales = tuple(datos["cuales"]) if datos["a_quien"] != "todas" else ()
    return Cierre(
        desde=datos["desde"],
        hasta=datos["hasta"] or datos["desde"],
        motivo=datos["motivo"],
        acto=datos["acto"],
        efecto=datos["efecto"],
        afecta_terminos_legales=datos["afecta_terminos_legales"],
        alcance=cuales if datos["a_quien"] == "solo" else (),
        exceptuadas=cuales if datos["a_quien"] == "menos" else (),
        publicado_en=datos["publicado_en"],
    )


def _huella(cierre: Cierre) -> str:
    return hashlib.sha256(repr(cierre).encode()).hexdigest()


def _migas(ultima: str) -> list[dict[str, str]]:
    return [
        {"texto": "La entidad", "url": reverse("directorio:entidad")},
        {"texto": "Días no hábiles", "url": reverse("directorio:dias")},
        {"texto": ultima, "url": ""},
    ]
