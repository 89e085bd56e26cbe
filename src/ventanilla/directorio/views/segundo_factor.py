"""Quitarle el segundo factor a quien perdió el teléfono y los códigos."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from ventanilla.comun.errores import DatosInvalidos
from ventanilla.comun.reloj import ahora
from ventanilla.directorio.consultas import actor_de
from ventanilla.directorio.models import Usuario
from ventanilla.directorio.permisos import puede_quitar_segundo_factor, tiene_segundo_factor
from ventanilla.directorio.servicios.segundo_factor import LARGO_DEL_MOTIVO, quitar_segundo_factor


@require_http_methods(["GET", "HEAD", "POST"])
def retirar(request: HttpRequest, persona_id: int) -> HttpResponse:
    """Pide el motivo y, con POST, lo quita."""
    momento = ahora()
    if not isinstance(request.user, Usuario):
        raise PermissionDenied
    actor = actor_de(request.user, momento)
    request.quien_trabaja = actor  # type: ignore[attr-defined]
    persona = get_object_or_404(Usuario, pk=persona_id)
    permiso = puede_quitar_segundo_factor(actor, persona)
    if not permiso:
        raise PermissionDenied(permiso.motivo)
    falta, motivo = "", request.POST.get("motivo", "")
    if request.method == "POST":
        try:
            quitar_segundo_factor(persona, motivo=motivo, actor=actor, ahora=momento)
        except DatosInvalidos as error:
            falta = str(error)
        else:
            messages.success(
                request, f"{persona.nombre} entrará con su contraseña y activará otro teléfono."
            )
            return redirect("directorio:entidad")
    contexto = {
        "persona": persona,
        "lo_tiene": tiene_segundo_factor(persona),
        "falta": falta,
        "motivo": motivo[:LARGO_DEL_MOTIVO],
        "largo": LARGO_DEL_MOTIVO,
    }
    return render(request, "directorio/retirar_segundo_factor.html", contexto)
