"""Retirar una versión de la TRD adoptada que todavía no rige: se ve qué pasaría y se confirma."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from ventanilla.archivo.consultas.trd import borrador_trd, la_que_seguiria, ultima_adoptada
from ventanilla.archivo.models import VersionTrd
from ventanilla.archivo.permisos import puede_cambiar_trd
from ventanilla.comun.errores import ErrorDeDominio
from ventanilla.comun.formularios import poner_faltas
from ventanilla.comun.reloj import en_bogota
from ventanilla.directorio.consultas.quien import quien
from ventanilla.estructura.forms.trd import RetirarTrdForm
from ventanilla.estructura.servicios.trd import retirar_y_corregir


@require_http_methods(["GET", "HEAD", "POST"])
def retirar_version(request: HttpRequest, version_id: int) -> HttpResponse:
    """Con GET, qué regiría; con POST y el motivo, se retira."""
    actor, momento = quien(request)
    if not (permiso := puede_cambiar_trd(actor)):
        raise PermissionDenied(permiso.motivo)
    sin_borradores = VersionTrd.objects.exclude(estado=VersionTrd.Estado.BORRADOR)
    version = get_object_or_404(sin_borradores, pk=version_id)
    preparada = borrador_trd()
    # Corregirla es seguir desde la última: si hay otra después, o ya se prepara una, no se ofrece.
    se_corrige = preparada is None and version == ultima_adoptada()
    formulario = RetirarTrdForm(request.POST or None, se_corrige=se_corrige)
    if request.method == "POST" and formulario.is_valid():
        datos = formulario.cleaned_data
        corregir = bool(datos.get("corregir"))
        try:
            retirar_y_corregir(
                version, motivo=datos["motivo"], corregir=corregir, actor=actor, ahora=momento
            )
        except ErrorDeDominio as error:
            poner_faltas(formulario, error)
        else:
            messages.success(request, f"La versión {version.numero} se retiró: no llega a regir.")
            return redirect("estructura:trd_borrador" if corregir else "estructura:trd")
    contexto = {
        "version": version,
        "se_puede": version.estado == VersionTrd.Estado.ADOPTADA
        and version.desde is not None
        and version.desde > en_bogota(momento).date(),
        "seguiria": la_que_seguiria(version),
        "borrador": preparada,
        "form": formulario,
        "migas": [
            {"texto": "La entidad", "url": reverse("directorio:entidad")},
            {"texto": "Tabla de retención documental", "url": reverse("estructura:trd")},
            {"texto": "Retirar una versión", "url": ""},
        ],
    }
    estado = 422 if formulario.errors else 200
    return render(request, "estructura/trd_retirar.html", contexto, status=estado)
