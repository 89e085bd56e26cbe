"""Páginas de falla: dicen qué pasó y qué hacer, y nada de lo escrito se pierde."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def formulario_vencido(request: HttpRequest, reason: str = "") -> HttpResponse:
    """El formulario estuvo abierto demasiado tiempo o la galleta de seguridad falta."""
    return render(request, "403_csrf.html", {"motivo": reason}, status=403)
