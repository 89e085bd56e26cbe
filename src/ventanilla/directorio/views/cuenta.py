"""La propia cuenta: desde dónde está abierta, y los códigos de respaldo en un archivo."""

from typing import Any

from allauth.mfa.recovery_codes.views import DownloadRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from ventanilla.comun.fechas import cantidad
from ventanilla.comun.reloj import ahora
from ventanilla.directorio.consultas import actor_de
from ventanilla.directorio.models import Usuario
from ventanilla.directorio.reglas.dispositivo import dispositivo
from ventanilla.directorio.servicios.sesiones import cerrar_las_demas

CODIGOS, QUITAR = "mfa_view_recovery_codes", "mfa_deactivate_totp"


class _Archivo(DownloadRecoveryCodesView):  # type: ignore[misc]
    """Los códigos de respaldo, con un nombre de archivo que se entiende."""

    def render_to_response(self, context, **opciones):
        respuesta = super().render_to_response(context, **opciones)
        respuesta["Content-Disposition"] = 'attachment; filename="codigos-de-respaldo.txt"'
        return respuesta


class _Activar(ActivateTOTPView):  # type: ignore[misc]
    """Activar la aplicación. Quien oprime dos veces llega a sus códigos, como si fuera una."""

    def dispatch(self, request: HttpRequest, *args: Any, **mas: Any) -> HttpResponseBase:
        respuesta: HttpResponseBase = super().dispatch(request, *args, **mas)
        de_mas = request.method == "POST" and getattr(respuesta, "url", "") == reverse(QUITAR)
        return redirect(CODIGOS) if de_mas else respuesta

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            respuesta: HttpResponse = super().form_valid(form)
        except IntegrityError:
            return redirect(CODIGOS)
        return respuesta


activar_aplicacion = _Activar.as_view()
bajar_codigos = _Archivo.as_view()


@require_http_methods(["GET", "HEAD", "POST"])
def sesiones(request: HttpRequest) -> HttpResponse:
    """Dónde está abierta la cuenta; con POST, cierra las demás."""
    if not isinstance(request.user, Usuario):
        raise PermissionDenied
    momento, esta = ahora(), str(request.session.session_key)
    if request.method == "POST":
        cuantas = cerrar_las_demas(
            request.user, esta=esta, actor=actor_de(request.user, momento), ahora=momento
        )
        dicho = cantidad(cuantas, "sesión", "sesiones")
        messages.success(request, f"Se cerraron {dicho}." if cuantas > 1 else f"Se cerró {dicho}.")
        return redirect("cuenta_sesiones")
    abiertas = UserSession.objects.purge_and_list(request.user)
    filas = [
        {
            "dispositivo": dispositivo(s.user_agent),
            "direccion": s.ip,
            "desde": s.created_at,
            "es_esta": s.session_key == esta,
        }
        for s in sorted(abiertas, key=lambda s: s.created_at, reverse=True)
    ]
    contexto = {"sesiones": filas, "hay_otras": any(not f["es_esta"] for f in filas)}
    return render(request, "directorio/sesiones.html", contexto)
