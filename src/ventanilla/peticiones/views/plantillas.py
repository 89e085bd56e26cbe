"""Las plantillas de respuesta: la lista, escribir una, ver cómo queda y retirarla."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ventanilla.comun.actores import Actor
from ventanilla.comun.errores import DatosInvalidos, ErrorDeDominio
from ventanilla.comun.reloj import en_bogota
from ventanilla.directorio.consultas import vigentes
from ventanilla.directorio.models import Dependencia, Rol
from ventanilla.documentos.bloques import limpiar_html
from ventanilla.peticiones.consultas.dichos import nombre_de_clase
from ventanilla.peticiones.consultas.plantillas import MUESTRA, plantillas_que_administra
from ventanilla.peticiones.forms import PlantillaForm
from ventanilla.peticiones.models import Plantilla
from ventanilla.peticiones.permisos import puede_editar_plantillas, puede_ver_plantillas
from ventanilla.peticiones.reglas.escritura import a_html
from ventanilla.peticiones.reglas.plantillas import VARIABLES, aplicar
from ventanilla.peticiones.servicios.plantillas import (
    Contenido,
    guardar_plantilla,
    retirar_plantilla,
)
from ventanilla.peticiones.views.puerta import quien

LISTA = "peticiones:plantillas"


@require_safe
def plantillas(request: HttpRequest) -> HttpResponse:
    """Las que hay, con para qué sirve cada una y quién la puede cambiar."""
    actor, _ = quien(request)
    _exigir_entrada(actor)
    filas = [
        {
            "plantilla": p,
            "clase": nombre_de_clase(p.clase) if p.clase else "",
            "edita": puede_editar_plantillas(actor, p.dependencia),
        }
        for p in plantillas_que_administra(actor)
    ]
    return render(request, "peticiones/plantillas.html", {"filas": filas})


@require_http_methods(["GET", "HEAD", "POST"])
def nueva(request: HttpRequest) -> HttpResponse:
    """Escribir una plantilla nueva."""
    actor, _ = quien(request)
    _exigir_entrada(actor)
    return _pagina(request, actor, None)


@require_http_methods(["GET", "HEAD", "POST"])
def editar(request: HttpRequest, identificador: uuid.UUID) -> HttpResponse:
    """Cambiar una plantilla; quien no puede cambiarla ve cómo queda."""
    actor, _ = quien(request)
    _exigir_entrada(actor)
    return _pagina(request, actor, _la_plantilla(actor, identificador))


@require_POST
def retirar(request: HttpRequest, identificador: uuid.UUID) -> HttpResponse:
    """La quita de la lista de quien responde, o la devuelve."""
    actor, momento = quien(request)
    _exigir_entrada(actor)
    plantilla = _la_plantilla(actor, identificador)
    activa = request.POST.get("activa") == "si"
    try:
        retirar_plantilla(plantilla, activa=activa, actor=actor, ahora=momento)
    except ErrorDeDominio as error:
        messages.error(request, str(error))
    else:
        que = "volvió a la lista" if activa else "quedó retirada; puede devolverla cuando quiera"
        messages.success(request, f"«{plantilla.nombre}» {que}.")
    return redirect(LISTA)


def _exigir_entrada(actor: Actor) -> None:
    permiso = puede_ver_plantillas(actor)
    if not permiso:
        raise PermissionDenied(permiso.motivo)


def _la_plantilla(actor: Actor, identificador: uuid.UUID) -> Plantilla:
    plantilla = plantillas_que_administra(actor).filter(uuid=identificador).first()
    if plantilla is None:
        raise Http404
    return plantilla


def _formulario(request: HttpRequest, actor: Actor, plantilla: Plantilla | None) -> PlantillaForm:
    todas = actor.tiene_rol(Rol.ADMINISTRADOR, Rol.ATENCION)
    _, momento = quien(request)
    unidades = Dependencia.objects.filter(vigentes(en_bogota(momento).date())).order_by("nombre")
    if not todas:
        unidades = unidades.filter(pk__in=actor.dependencias(Rol.JEFE))
    inicial: dict[str, Any] = {}
    if plantilla is not None:
        inicial = {
            "nombre": plantilla.nombre,
            "dependencia": plantilla.dependencia_id,
            "clase": plantilla.clase,
            "tipo": plantilla.tipo_documental_id,
            "texto": plantilla.texto,
            "version": plantilla.version,
        }
    elif not todas and unidades.count() == 1:
        inicial = {"dependencia": unidades[0].pk}
    datos = request.POST if request.method == "POST" else None
    return PlantillaForm(datos, initial=inicial, unidades=unidades, todas=todas)


def _pagina(request: HttpRequest, actor: Actor, plantilla: Plantilla | None) -> HttpResponse:
    formulario = _formulario(request, actor, plantilla)
    solo_ver = request.method == "POST" and "ver" in request.POST
    edita = plantilla is None or puede_editar_plantillas(actor, plantilla.dependencia)
    if formulario.is_bound and formulario.is_valid() and not solo_ver:
        guardada = _guardar(request, actor, plantilla, formulario)
        if guardada is not None:
            messages.success(request, f"«{guardada.nombre}» quedó guardada.")
            return redirect("peticiones:plantilla", guardada.uuid)
    texto = formulario["texto"].value() or ""
    muestra = a_html(aplicar(str(texto), MUESTRA))
    contexto = {
        "form": formulario,
        "plantilla": plantilla,
        "edita": edita,
        "variables": VARIABLES,
        "muestra": mark_safe(limpiar_html(muestra)),  # noqa: S308 (se acaba de limpiar)
        "migas": [
            {"texto": "Plantillas", "url": reverse(LISTA)},
            {"texto": plantilla.nombre if plantilla else "Plantilla nueva", "url": ""},
        ],
    }
    estado = 422 if formulario.errors and not solo_ver else 200
    return render(request, "peticiones/plantilla.html", contexto, status=estado)


def _guardar(
    request: HttpRequest, actor: Actor, plantilla: Plantilla | None, formulario: PlantillaForm
) -> Plantilla | None:
    _, momento = quien(request)
    datos = formulario.cleaned_data
    try:
        return guardar_plantilla(
            plantilla,
            contenido=Contenido(
                nombre=datos["nombre"],
                texto=datos["texto"],
                dependencia=datos["dependencia"],
                clase=datos["clase"],
                tipo=datos["tipo"],
            ),
            version=datos["version"],
            actor=actor,
            ahora=momento,
        )
    except DatosInvalidos as malos:
        for falta in malos.faltas:
            formulario.add_error(falta.campo, falta.mensaje)
    except ErrorDeDominio as error:
        formulario.add_error(None, str(error))
    return None
