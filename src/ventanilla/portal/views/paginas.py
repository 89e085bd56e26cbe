"""Páginas de lectura: cómo hablar con la entidad, ayuda y políticas."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ventanilla.atencion.web.reglas.avisos import DATOS_PERSONALES
from ventanilla.comun.reloj import hoy
from ventanilla.directorio.consultas import dependencia_de_atencion, entidad
from ventanilla.portal.consultas.termino import terminos_por_clase


@login_not_required
@require_safe
def canales(request: HttpRequest) -> HttpResponse:
    """Dónde y cuándo se atiende, y en cuánto se responde cada clase de petición."""
    contexto = {
        "atencion": dependencia_de_atencion(hoy()),
        "terminos": terminos_por_clase(),
    }
    return render(request, "portal/canales.html", contexto)


@login_not_required
@require_safe
def ayuda(request: HttpRequest) -> HttpResponse:
    """Preguntas de todos los días."""
    return render(request, "portal/ayuda.html")


@login_not_required
@require_safe
def privacidad(request: HttpRequest) -> HttpResponse:
    """El aviso de privacidad vigente, con su versión (Ley 1581 de 2012 art. 12)."""
    quien = entidad()
    aviso = DATOS_PERSONALES.para(
        entidad=quien.nombre, correo=quien.correo, direccion=quien.direccion
    )
    return render(request, "portal/privacidad.html", {"aviso": aviso})


@login_not_required
@require_safe
def accesibilidad(request: HttpRequest) -> HttpResponse:
    """Qué se puede usar y cómo pedir otra forma (Res. MinTIC 1519 de 2020, anexo 1)."""
    return render(request, "portal/accesibilidad.html")
