"""Las dependencias en pantalla: crear una, editarla, cambiarle el nombre o el superior."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from ventanilla.comun import enlaces
from ventanilla.comun.actores import Actor
from ventanilla.comun.errores import ErrorDeDominio
from ventanilla.comun.formularios import poner_faltas
from ventanilla.comun.reloj import en_bogota
from ventanilla.directorio.consultas import heredera, historia_de, jefes
from ventanilla.directorio.forms import (
    DatosDeDependenciaForm,
    DependenciaNuevaForm,
    MoverForm,
    RenombrarForm,
)
from ventanilla.directorio.models import Dependencia
from ventanilla.directorio.permisos import puede_cambiar_la_entidad, puede_ver_la_entidad
from ventanilla.directorio.reglas.edicion import OtraPersonaCambio
from ventanilla.directorio.servicios.dependencias import (
    EDITABLES,
    crear_dependencia,
    editar_dependencia,
)
from ventanilla.directorio.servicios.organigrama import mover, renombrar
from ventanilla.directorio.views.puerta import pedir, quien

METODOS = ["GET", "HEAD", "POST"]


@require_http_methods(METODOS)
def nueva(request: HttpRequest) -> HttpResponse:
    """Crear una dependencia."""
    actor, momento = quien(request)
    pedir(puede_cambiar_la_entidad(actor))
    hoy = en_bogota(momento).date()
    formulario = DependenciaNuevaForm(request.POST or None, hoy=hoy, initial={"desde": hoy})
    if request.method == "POST" and formulario.is_valid():
        datos = {c: v for c, v in formulario.cleaned_data.items() if c != "leido"}
        datos["padre"] = datos["padre"].codigo if datos["padre"] else ""
        try:
            codigo = crear_dependencia(datos, actor=actor, ahora=momento)
        except ErrorDeDominio as error:
            poner_faltas(formulario, error)
        else:
            messages.success(request, f"{datos['nombre']} quedó creada.")
            return redirect("directorio:dependencia", codigo)
    contexto = {"form": formulario, "migas": _migas("Dependencia nueva")}
    return render(request, "directorio/dependencia_nueva.html", contexto)


@require_http_methods(METODOS)
def ver(request: HttpRequest, codigo: str) -> HttpResponse:
    """Una dependencia con su historia; quien administra edita lo que no necesita acto."""
    actor, momento = quien(request)
    pedir(puede_ver_la_entidad(actor))
    dependencia = _la_dependencia(codigo)
    puede = puede_cambiar_la_entidad(actor)
    formulario = _de_edicion(dependencia, request.POST or None)
    actuales: list[tuple[str, Any]] = []
    if request.method == "POST":
        pedir(puede)
        if formulario.is_valid():
            try:
                hecho = _editar(dependencia, formulario, actor, momento)
            except OtraPersonaCambio as error:
                actuales = _en_disputa(formulario, error)
                formulario = _releido(request, dependencia)
                formulario.add_error(None, str(error))
            except ErrorDeDominio as error:
                poner_faltas(formulario, error)
            else:
                dicho = "Quedó guardado." if hecho else "No había nada distinto que guardar."
                messages.success(request, dicho)
                return redirect("directorio:dependencia", codigo)
    hoy = en_bogota(momento).date()
    contexto = {
        "dependencia": dependencia,
        "dirigen": jefes(hoy).get(dependencia.pk, []),
        "historia": historia_de(dependencia),
        "cerrada": dependencia.hasta is not None and dependencia.hasta < hoy,
        "heredera": heredera(dependencia, hoy),
        "hijas": dependencia.hijas.filter(hasta__isnull=True).order_by("codigo"),
        "puede": puede,
        "form": formulario,
        "actuales": actuales,
        "url_cerrar": reverse(enlaces.CERRAR_DEPENDENCIA, args=[codigo]),
        "migas": _migas(dependencia.nombre),
    }
    return render(request, "directorio/dependencia.html", contexto)


@require_http_methods(METODOS)
def cambiar_nombre(request: HttpRequest, codigo: str) -> HttpResponse:
    """Pide el nombre nuevo con su acto."""
    actor, momento = quien(request)
    pedir(puede_cambiar_la_entidad(actor))
    dependencia = _la_dependencia(codigo)
    inicial = {"desde": en_bogota(momento).date(), "nombre": dependencia.nombre}
    formulario = RenombrarForm(request.POST or None, initial=inicial)

    def hacer(datos: dict[str, Any]) -> str:
        viejo = dependencia.nombre
        renombrar(dependencia, **datos, actor=actor, ahora=momento)
        return f"Ahora se llama {datos['nombre']}. Quien busque «{viejo}» la encuentra."

    return _cambio(request, dependencia, formulario, hacer, RENOMBRAR)


@require_http_methods(METODOS)
def cambiar_superior(request: HttpRequest, codigo: str) -> HttpResponse:
    """Pide de cuál pasa a depender, con su acto."""
    actor, momento = quien(request)
    pedir(puede_cambiar_la_entidad(actor))
    dependencia = _la_dependencia(codigo)
    hoy = en_bogota(momento).date()
    formulario = MoverForm(
        request.POST or None, actual=dependencia.pk, hoy=hoy, initial={"desde": hoy}
    )

    def hacer(datos: dict[str, Any]) -> str:
        mover(dependencia, **datos, actor=actor, ahora=momento)
        return f"Ahora depende de {datos['padre'] or 'ninguna'}."

    return _cambio(request, dependencia, formulario, hacer, MOVER)


RENOMBRAR = (
    "Cambiar el nombre",
    "Los oficios, las constancias y la historia de cada petición conservan el nombre que tenía. "
    "Buscarla por el nombre viejo sigue sirviendo.",
)
MOVER = (
    "Cambiar de cuál depende",
    "Lo que tramita sigue con ella y con su gente; solo cambia su lugar en el organigrama.",
)


def _cambio(
    request: HttpRequest,
    dependencia: Dependencia,
    formulario: forms.Form,
    hacer: Callable[[dict[str, Any]], str],
    dichos: tuple[str, str],
) -> HttpResponse:
    if request.method == "POST" and formulario.is_valid():
        try:
            exito = hacer(formulario.cleaned_data)
        except ErrorDeDominio as error:
            poner_faltas(formulario, error)
        else:
            messages.success(request, exito)
            return redirect("directorio:dependencia", dependencia.codigo)
    titulo, explicacion = dichos
    contexto = {
        "dependencia": dependencia,
        "form": formulario,
        "titulo": titulo,
        "explicacion": explicacion,
        "migas": _migas(titulo, dependencia),
    }
    return render(request, "directorio/cambio_de_dependencia.html", contexto)


def _la_dependencia(codigo: str) -> Dependencia:
    filas = Dependencia.objects.select_related("padre", "sucesora")
    return get_object_or_404(filas, codigo=codigo[:20].replace("\x00", ""))


def _editar(
    dependencia: Dependencia, formulario: forms.Form, actor: Actor, momento: datetime
) -> bool:
    datos = dict(formulario.cleaned_data)
    leido = datos.pop("leido")
    return editar_dependencia(dependencia, datos, leido=leido, actor=actor, ahora=momento)


def _de_edicion(dependencia: Dependencia, datos: Any) -> DatosDeDependenciaForm:
    hay = {c: getattr(dependencia, c) for c in EDITABLES}
    return DatosDeDependenciaForm(datos, initial={**hay, "leido": json.dumps(hay)})


def _releido(request: HttpRequest, dependencia: Dependencia) -> DatosDeDependenciaForm:
    """El mismo formulario con lo que la persona escribió, contra lo que hay ahora."""
    dependencia.refresh_from_db()
    escrito = request.POST.copy()
    escrito["leido"] = json.dumps({c: getattr(dependencia, c) for c in EDITABLES})
    formulario = DatosDeDependenciaForm(escrito)
    formulario.is_valid()
    return formulario


def _en_disputa(formulario: forms.Form, error: OtraPersonaCambio) -> list[tuple[str, Any]]:
    """(nombre del dato, cómo está ahora), para mostrarlos junto a lo escrito."""
    dicho = {True: "Sí", False: "No", "": "Vacío"}
    return [
        (str(formulario.fields[c].label), dicho.get(v, v))
        for c, v in error.actuales.items()
        if c in formulario.fields
    ]


def _migas(ultima: str, dependencia: Dependencia | None = None) -> list[dict[str, str]]:
    migas = [
        {"texto": "La entidad", "url": reverse("directorio:entidad")},
        {"texto": "Dependencias", "url": reverse("directorio:dependencias")},
    ]
    if dependencia is not None:
        url = reverse("directorio:dependencia", args=[dependencia.codigo])
        migas.append({"texto": dependencia.nombre, "url": url})
    return [*migas, {"texto": ultima, "url": ""}]
