"""Quién puede ver qué petición en este navegador."""

from datetime import datetime
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from ventanilla.comun.accesos import tiene_acceso
from ventanilla.comun.texto import limpiar_linea
from ventanilla.peticiones.consultas.publicas import clave_vigente_desde, por_impreso
from ventanilla.peticiones.models import Peticion


def con_acceso(request: HttpRequest, radicado: str, ahora: datetime) -> Peticion | None:
    """La petición de ese número que este navegador ya abrió; `None` si no hay o venció."""
    for peticion in por_impreso(limpiar_linea(radicado[:60])):
        if tiene_acceso(request, peticion.uuid, ahora, desde=clave_vigente_desde(peticion)):
            return peticion
    return None


def a_consultar(radicado: str) -> HttpResponse:
    """A pedir la clave, con el número ya escrito. Es igual si el número no existe."""
    consulta = urlencode({"radicado": radicado[:60]})
    return redirect(f"{reverse('atencion_web:consultar')}?{consulta}")
