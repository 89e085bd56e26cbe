"""El catálogo de tipos documentales: leerlo, agregar y cambiar. Ninguno se borra: se deja de ofrecer."""

import json
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from ventanilla.comun.actores import Permiso
from ventanilla.comun.errores import ErrorDeDominio
from ventanilla.comun.formularios import poner_faltas
from ventanilla.comun.reloj import en_bogota
from ventanilla.directorio.consultas.quien import quien
from ventanilla.directorio.permisos import puede_cambiar_la_entidad, puede_ver_la_entidad
from ventanilla.directorio.reglas.edicion import OtraPersonaCambio
from ventanilla.estructura.consultas.tipos import tipos_actuales, tipos_con_su_uso
from ventanilla.estructura.forms.tipos import TipoForm
from ventanilla.estructura.reglas.tipos import TIPO
from ventanilla.estructura.servicios.tipos import crear_tipo, editar_tipo
from ventanilla.terminos.computar import clases

METODOS = ["GET", "HEAD", "POST"]


@require_safe
def tipos(request: HttpRequest) -> HttpResponse:
    """La lista, con cuántas peticiones tiene cada uno."""
    actor, _ = quien(request)
    _pedir(puede_ver_la_entidad(actor))
    nombres = {c.codigo: c.nombre for c in clases()}
    contexto = {
        "filas": [
            {
                "tipo": t,
                "clase": nombres.get(t.clase_por_defecto, t.clase_por_defecto),
                "usos": usos,
            }
            for t, usos in tipos_con_su_uso()
        ],
        "puede": puede_cambiar_la_entidad(actor),
        "migas": _migas(),
    }
    return render(request, "estructura/tipos.html", contexto)


@require_http_methods(METODOS)
def tipo_nuevo(request: HttpRequest) -> HttpResponse:
    """Agregar uno."""
    actor, momento = quien(request)
    _pedir(puede_cambiar_la_entidad(actor))
    hoy = en_bogota(momento).date()
    formulario = TipoForm(request.POST or None, hoy=hoy, initial={"activo": True})
    if request.method == "POST" and formulario.is_valid():
        try:
            crear_tipo(_datos(formulario), actor=actor, ahora=momento)
        except ErrorDeDominio as error:
            poner_faltas(formulario, error)
        else:
            messages.success(request, f"{formulario.cleaned_data['nombre']} quedó en el catálogo.")
            return redirect("estructura:tipos")
    contexto = {"form": formulario, "titulo": "Tipo documental nuevo", "migas": _migas("Nuevo")}
    return render(request, "estructura/tipo.html", contexto)


@require_http_methods(METODOS)
def tipo(request: HttpRequest, codigo: str) -> HttpResponse:
    """Cambiar uno; si otra persona cambió lo mismo, se ven los dos textos."""
    actor, momento = quien(request)
    _pedir(puede_cambiar_la_entidad(actor))
    hay = tipos_actuales().get((codigo,))
    if hay is None:
        raise Http404
    hoy = en_bogota(momento).date()
    opciones = {"hoy": hoy, "actual": hay["dependencia"], "serie": hay["serie_trd"]}
    formulario = _de_edicion(request.POST or None, hay, opciones)
    actuales: list[tuple[str, Any]] = []
    if request.method == "POST" and formulario.is_valid():
        leido = formulario.cleaned_data["leido"]
        try:
            hecho = editar_tipo(codigo, _datos(formulario), leido=leido, actor=actor, ahora=momento)
        except OtraPersonaCambio as error:
            actuales = _en_disputa(formulario, error)
            escrito = request.POST.copy()
            escrito["leido"] = json.dumps(tipos_actuales()[(codigo,)])
            formulario = _de_edicion(escrito, hay, opciones)
            formulario.is_valid()
            formulario.add_error(None, str(error))
        except ErrorDeDominio as error:
            poner_faltas(formulario, error)
        else:
            messages.success(
                request, "Quedó guardado." if hecho else "No había nada distinto que guardar."
            )
            return redirect("estructura:tipos")
    contexto = {
        "form": formulario,
        "titulo": hay["nombre"],
        "actuales": actuales,
        "migas": _migas(hay["nombre"]),
    }
    return render(request, "estructura/tipo.html", contexto)


def _de_edicion(datos: Any, hay: dict[str, Any], opciones: dict[str, Any]) -> TipoForm:
    formulario = TipoForm(datos, initial={**hay, "leido": json.dumps(hay)}, **opciones)
    del formulario.fields["codigo"]
    return formulario


def _datos(formulario: TipoForm) -> dict[str, Any]:
    return {c: v for c, v in formulario.cleaned_data.items() if c in TIPO}


def _en_disputa(formulario: TipoForm, error: OtraPersonaCambio) -> list[tuple[str, Any]]:
    dicho = {True: "Sí", False: "No", "": "Vacío"}
    return [
        (str(formulario.fields[c].label), dicho.get(v, v))
        for c, v in error.actuales.items()
        if c in formulario.fields
    ]


def _pedir(permiso: Permiso) -> None:
    if not permiso:
        raise PermissionDenied(permiso.motivo)


def _migas(ultima: str = "") -> list[dict[str, str]]:
    migas = [{"texto": "La entidad", "url": reverse("directorio:entidad")}]
    if ultima:
        migas.append({"texto": "Tipos documentales", "url": reverse("estructura:tipos")})
    return [*migas, {"texto": ultima or "Tipos documentales", "url": ""}]
