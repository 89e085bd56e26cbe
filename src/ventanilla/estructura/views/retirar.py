"""Cerrar la cuenta de una persona: antes dice qué tiene abierto y a quién pasa."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from ventanilla.comun.errores import ErrorDeDominio
from ventanilla.comun.fechas import cantidad, enumerar
from ventanilla.directorio.consultas.quien import quien
from ventanilla.directorio.models import Usuario
from ventanilla.directorio.permisos import puede_desactivar
from ventanilla.estructura.consultas.cargos import (
    CargoQueTermina,
    abiertas_de,
    cargos_con_algo_abierto,
    partes_de_cargo,
)
from ventanilla.estructura.forms.retirar import RetirarForm
from ventanilla.estructura.servicios.entregar_cargos import quien_recibe
from ventanilla.estructura.servicios.retirar import retirar_persona


@require_http_methods(["GET", "HEAD", "POST"])
def retirar(request: HttpRequest, persona_id: int) -> HttpResponse:
    """GET dice qué pasará; POST lo hace, o dice qué corregir (422)."""
    actor, momento = quien(request)
    persona = get_object_or_404(Usuario, pk=persona_id)
    permiso = puede_desactivar(actor, persona)
    if not permiso:
        raise PermissionDenied(permiso.motivo)
    formulario = RetirarForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and formulario.is_valid():
        try:
            cuantas = retirar_persona(
                persona, motivo=formulario.cleaned_data["motivo"], actor=actor, ahora=momento
            )
        except ErrorDeDominio as error:
            formulario.add_error(None, str(error))
        else:
            messages.success(request, f"La cuenta quedó cerrada.{_lo_que_paso(cuantas)}")
            return redirect("directorio:persona", persona.pk)
    hoy = momento.date()
    pasa = [
        {"dependencia": c.dependencia, "cuales": _cuales(c), "a": quien_recibe(c, hoy)}
        for c in cargos_con_algo_abierto(persona, hoy)
    ]
    return render(
        request,
        "estructura/retirar.html",
        {"persona": persona, "pasa": pasa, "form": formulario},
        status=422 if formulario.errors else 200,
    )


def _cuales(cargo: CargoQueTermina) -> str:
    """«2 peticiones y 1 parte por entregar»."""
    peticiones, partes = len(abiertas_de(cargo)), len(partes_de_cargo(cargo))
    dichos = [
        *([cantidad(peticiones, "petición", "peticiones")] if peticiones else []),
        *([cantidad(partes, "parte por entregar", "partes por entregar")] if partes else []),
    ]
    return enumerar(dichos)


def _lo_que_paso(cuantas: int) -> str:
    if not cuantas:
        return ""
    return f" Lo que tenía ({cantidad(cuantas, 'asunto', 'asuntos')}) pasó a su jefatura."
