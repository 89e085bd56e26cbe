"""Los filtros guardados: guardarlos, verlos al lado de las vistas, renombrarlos y borrarlos."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from ventanilla.bandeja.consultas.filtros_guardados import cuantas_en, filtros_de
from ventanilla.bandeja.consultas.lista import Cortes, Filtro
from ventanilla.bandeja.forms.filtros_guardados import GuardarFiltroForm, NombreDeFiltroForm
from ventanilla.bandeja.models import FiltroGuardado
from ventanilla.bandeja.permisos import (
    COMPARTEN,
    condicion_de,
    puede_cambiar_filtro,
    vistas_de,
)
from ventanilla.bandeja.servicios.filtros import (
    CAMPOS,
    borrar_filtro,
    guardar_filtro,
    renombrar_filtro,
)
from ventanilla.bandeja.views.filtro import leer_filtro
from ventanilla.comun.actores import Actor
from ventanilla.comun.errores import DatosInvalidos, ErrorDeDominio
from ventanilla.comun.regreso import miga_de_la_lista, url_de_la_lista
from ventanilla.comun.reloj import en_bogota
from ventanilla.directorio.consultas import vigentes
from ventanilla.directorio.consultas.quien import quien
from ventanilla.directorio.models import Dependencia

LISTA = "bandeja:filtros"


def guardados_de(
    actor: Actor, momento: datetime, cortes: Cortes, actual: Filtro
) -> list[dict[str, Any]]:
    """Los que salen al lado de las vistas, con cuántas hay en cada uno y cuál se está viendo."""
    dichos = []
    for guardado in filtros_de(actor, [v.codigo for v in vistas_de(actor)]):
        _, filtro = leer_filtro(guardado.consulta, guardado.vista, actor, momento)
        dichos.append(
            {
                "texto": guardado.nombre,
                "compartido": guardado.dependencia,
                "url": direccion_de(guardado),
                "cuenta": cuantas_en(condicion_de(actor, guardado.vista), filtro, cortes),
                "actual": filtro == actual,
            }
        )
    return dichos


def direccion_de(guardado: FiltroGuardado) -> str:
    """La bandeja con ese filtro."""
    consulta = urlencode({"vista": guardado.vista, **guardado.consulta})
    return f"{reverse('bandeja:lista')}?{consulta}"


@require_safe
def filtros(request: HttpRequest) -> HttpResponse:
    """Los suyos y los de su dependencia."""
    actor, _ = _entrar(request)
    nombres = {v.codigo: v.nombre for v in vistas_de(actor)}
    filas = [
        {
            "filtro": f,
            "url": direccion_de(f),
            "vista": nombres[f.vista],
            "cambia": puede_cambiar_filtro(actor, f),
        }
        for f in filtros_de(actor, nombres)
    ]
    contexto = {"filas": filas, "volver": url_de_la_lista(request)}
    return render(request, "bandeja/filtros.html", contexto)


@require_http_methods(["GET", "HEAD", "POST"])
def guardar(request: HttpRequest) -> HttpResponse:
    """Ponerle nombre a lo que se está viendo: la dirección trae la vista, el filtro y el orden."""
    actor, momento = _entrar(request)
    vistas = {v.codigo: v.nombre for v in vistas_de(actor)}
    vista = request.GET.get("vista", "")
    if vista not in vistas:
        # Sin saber qué se estaba viendo no hay qué guardar: se vuelve a la bandeja.
        return redirect("bandeja:lista")
    dependencias = _donde_comparte(actor, momento)
    formulario = GuardarFiltroForm(
        request.POST if request.method == "POST" else None, dependencias=dependencias
    )
    consulta = {c: request.GET[c] for c in CAMPOS if request.GET.get(c)}
    if formulario.is_bound and formulario.is_valid():
        datos = formulario.cleaned_data
        suya = next((d for d in dependencias if str(d.pk) == datos["quien"]), None)
        try:
            guardado = guardar_filtro(
                datos["nombre"],
                vista=vista,
                consulta=consulta,
                dependencia=suya,
                actor=actor,
                ahora=momento,
            )
        except ErrorDeDominio as error:
            _contar(formulario, error)
        else:
            messages.success(request, f"El filtro «{guardado.nombre}» quedó guardado.")
            return redirect(direccion_de(guardado))
    contexto = {
        "form": formulario,
        "titulo": "Guardar el filtro",
        "vista": vistas[vista],
        "volver": f"{reverse('bandeja:lista')}?{request.GET.urlencode()}",
        "migas": _migas(request, "Guardar el filtro"),
    }
    estado = 422 if formulario.errors else 200
    return render(request, "bandeja/filtro.html", contexto, status=estado)


@require_http_methods(["GET", "HEAD", "POST"])
def renombrar(request: HttpRequest, identificador: uuid.UUID) -> HttpResponse:
    """Cambiarle el nombre."""
    actor, momento = _entrar(request)
    filtro = _el_filtro(actor, identificador)
    datos = request.POST if request.method == "POST" else None
    formulario = NombreDeFiltroForm(datos, initial={"nombre": filtro.nombre})
    if formulario.is_bound and formulario.is_valid():
        nombre = formulario.cleaned_data["nombre"]
        try:
            renombrar_filtro(filtro, nombre=nombre, actor=actor, ahora=momento)
        except ErrorDeDominio as error:
            _contar(formulario, error)
        else:
            messages.success(request, f"Ahora se llama «{filtro.nombre}».")
            return redirect(LISTA)
    contexto = {
        "form": formulario,
        "titulo": "Cambiarle el nombre al filtro",
        "volver": reverse(LISTA),
        "migas": _migas(request, "Cambiarle el nombre"),
    }
    estado = 422 if formulario.errors else 200
    return render(request, "bandeja/filtro.html", contexto, status=estado)


@require_http_methods(["GET", "HEAD", "POST"])
def borrar(request: HttpRequest, identificador: uuid.UUID) -> HttpResponse:
    """Borrarlo, después de confirmar."""
    actor, momento = _entrar(request)
    filtro = _el_filtro(actor, identificador)
    if request.method == "POST":
        try:
            borrar_filtro(filtro, actor=actor, ahora=momento)
        except ErrorDeDominio as error:
            messages.error(request, str(error))
        else:
            messages.success(request, f"El filtro «{filtro.nombre}» se borró.")
        return redirect(LISTA)
    contexto = {"filtro": filtro, "migas": _migas(request, "Borrar el filtro")}
    return render(request, "bandeja/filtro_borrar.html", contexto)


def _entrar(request: HttpRequest) -> tuple[Actor, datetime]:
    actor, momento = quien(request)
    if not vistas_de(actor):
        raise PermissionDenied("Su cargo no tiene peticiones a la vista.")
    return actor, momento


def _el_filtro(actor: Actor, identificador: uuid.UUID) -> FiltroGuardado:
    """El filtro, si esta persona lo puede cambiar.

    Raises:
        Http404: si no existe, o no lo ve: así no se sabe que existe.
        PermissionDenied: si lo ve y no lo puede cambiar.
    """
    vistas = [v.codigo for v in vistas_de(actor)]
    filtro = filtros_de(actor, vistas).filter(uuid=identificador).first()
    if filtro is None:
        raise Http404
    permiso = puede_cambiar_filtro(actor, filtro)
    if not permiso:
        raise PermissionDenied(permiso.motivo)
    return filtro


def _donde_comparte(actor: Actor, momento: datetime) -> Sequence[Dependencia]:
    hoy = en_bogota(momento).date()
    suyas = Dependencia.objects.filter(vigentes(hoy), pk__in=actor.dependencias(*COMPARTEN))
    return list(suyas.order_by("nombre"))


def _contar(formulario: NombreDeFiltroForm, error: ErrorDeDominio) -> None:
    if isinstance(error, DatosInvalidos):
        for falta in error.faltas:
            formulario.add_error(falta.campo, falta.mensaje)
    else:
        formulario.add_error(None, str(error))


def _migas(request: HttpRequest, esta: str) -> list[dict[str, str]]:
    return [
        miga_de_la_lista(request),
        {"texto": "Filtros guardados", "url": reverse(LISTA)},
        {"texto": esta, "url": ""},
    ]
