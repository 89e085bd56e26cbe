"""Páginas de falla: dicen qué pasó y qué hacer, y nada de lo escrito se pierde."""

import sys

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from ventanilla.proyecto.lo_escrito import VENCIDO, devolver_lo_escrito, lo_largo
from ventanilla.proyecto.mallas import es_falla_de_guardado, no_recibida


def formulario_vencido(request: HttpRequest, reason: str = "") -> HttpResponse:
    """El formulario estuvo abierto demasiado tiempo o la galleta de seguridad falta."""
    escrito = devolver_lo_escrito(request, VENCIDO)
    if escrito is not None:
        return escrito
    return render(request, "403_csrf.html", {"motivo": reason}, status=403)


def sin_permiso(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Por qué no puede; si venía de escribir (le quitaron el cargo a mitad), con lo escrito."""
    contexto = {
        "motivo": str(exception),
        "escrito": lo_largo(request),
        "del_trabajo": request.path.startswith("/trabajo/"),
    }
    return HttpResponse(render_to_string("403.html", contexto), status=403)


def falla_interna(request: HttpRequest) -> HttpResponse:
    """Lo que nadie previó. Si fue la base o el disco antes de llegar a la página, lo dice.

    La malla `FallaDeGuardado` no alcanza lo que falla en otra malla (abrir la sesión, leer el
    formulario): eso llega aquí.
    """
    error = sys.exc_info()[1]
    if error is not None and es_falla_de_guardado(error):
        return no_recibida(request, error)
    if request.path.startswith("/api/"):
        mensaje = "El sistema falló y NO se recibió nada. Espere un minuto y vuelva a intentarlo."
        return JsonResponse({"errores": [{"campo": "", "mensaje": mensaje}]}, status=500)
    return HttpResponse(render_to_string("500.html"), status=500)
