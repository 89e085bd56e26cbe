"""Páginas de falla: dicen qué pasó y qué hacer, y nada de lo escrito se pierde."""

import sys

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from ventanilla.proyecto.mallas import es_falla_de_guardado, no_recibida


def formulario_vencido(request: HttpRequest, reason: str = "") -> HttpResponse:
    """El formulario estuvo abierto demasiado tiempo o la galleta de seguridad falta."""
    return render(request, "403_csrf.html", {"motivo": reason}, status=403)


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
