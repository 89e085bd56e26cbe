"""Lo que se hace desde la página de una petición."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from ventanilla.comun.texto import limpiar_linea
from ventanilla.directorio.consultas import (
    identidad,
)
from ventanilla.peticiones import permisos
from ventanilla.peticiones.forms import (
    DependenciaForm,
    MotivoForm,
    PersonaForm,
)
from ventanilla.peticiones.servicios.asignar import (
    asignar_a_dependencia,
    asignar_a_persona,
    asignarse,
)
from ventanilla.peticiones.servicios.competencia import aceptar_competencia
from ventanilla.peticiones.views.hoja import pintar
from ventanilla.peticiones.views.puerta import faltas_de, hacer, la_peticion, quien, solo_post

PAGINA = "peticiones:peticion"


@require_safe
def ver(request: HttpRequest, identificador: uuid.UUID) -> HttpResponse:
    """La hoja de la petición: qué pidió, cuándo vence y por qué, qué ha pasado, qué sigue."""
    actor, momento = quien(request)
    peticion = la_peticion(actor, identificador)
    return pintar(request, peticion, actor, momento)


@solo_post
def ver_contacto(request: HttpRequest, identificador: uuid.UUID) -> HttpResponse:
    """Muestra los datos de contacto una vez, con su motivo; no quedan en la dirección ni guardados."""
    actor, momento = quien(request)
    peticion = la_peticion(actor, identificador)
    permiso = permisos.puede_ver_identidad(actor, peticion)
    formulario = MotivoForm(request.POST)
    if not permiso or peticion.identidad_id is None:
        messages.error(request, permiso.motivo)
        return redirect(PAGINA, peticion.uuid)
    if not formulario.is_valid():
        return pintar(request, peticion, actor, momento, motivo=formulario, estado=422)
    datos = identidad(
        peticion.identidad_id,
        actor=actor,
        motivo=limpiar_linea(formulario.cleaned_data["motivo"]),
        ahora=momento,
    )
    return pintar(request, peticion, actor, momento, contacto=datos)


@solo_post
def asignarme(request: HttpRequest, identificador: uuid.UUID) -> HttpResponse:
    """Quien la lee la toma para sí."""
    actor, momento = quien(request)
    peticion = la_peticion(actor, identificador)
    return hacer(
        request,
        peticion,
        lambda: asignarse(peticion, actor=actor, ahora=momento),
        "La petición es suya. Está en su bandeja.",
        PAGINA,
    )


@solo_post
def asignar(request: HttpRequest, identificador: uuid.UUID) -> HttpResponse:
    """El jefe o el enlace la entrega a alguien de su dependencia."""
    actor, momento = quien(request)
    peticion = la_peticion(actor, identificador)
    formulario = PersonaForm(request.POST, dependencia=peticion.dependencia_id, hoy=momento.date())
    if not formulario.is_valid():
        messages.error(request, f"Entregar a: {faltas_de(formulario)}")
        return redirect(PAGINA, peticion.uuid)
    responsable = formulario.cleaned_data["responsable"]
    return hacer(
        request,
        peticion,
        lambda: asignar_a_persona(peticion, responsable=responsable, actor=actor, ahora=momento),
        f"Quedó a cargo de {responsable.nombre}.",
        PAGINA,
    )


@solo_post
def enviar_a(request: HttpRequest, identificador: uuid.UUID) -> HttpResponse:
    """La Dirección de Atención la envía a otra dependencia."""
    actor, momento = quien(request)
    peticion = la_peticion(actor, identificador)
    formulario = DependenciaForm(request.POST, actual=peticion.dependencia_id, hoy=momento.date())
    if not formulario.is_valid():
        messages.error(request, f"Enviar a: {faltas_de(formulario)}")
        return redirect(PAGINA, peticion.uuid)
    dependencia = formulario.cleaned_data["dependencia"]
    motivo = formulario.cleaned_data["motivo"]
    return hacer(
        request,
        peticion,
        lambda: asignar_a_dependencia(
            peticion, dependencia=dependencia, motivo=motivo, actor=actor, ahora=momento
        ),
        f"La petición pasó a {dependencia.nombre}.",
        PAGINA,
    )


@solo_post
def aceptar(request: HttpRequest, identificador: uuid.UUID) -> HttpResponse:
    """La dependencia acepta que le toca."""
    actor, momento = quien(request)
    peticion = la_peticion(actor, identificador)
    return hacer(
        request,
        peticion,
        lambda: aceptar_competencia(peticion, actor=actor, ahora=momento),
        "Competencia aceptada. El término para responder corre desde que se recibió.",
        PAGINA,
    )
