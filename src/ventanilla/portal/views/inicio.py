"""La portada."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@login_not_required
@require_safe
def inicio(request: HttpRequest) -> HttpResponse:
    """Qué se puede hacer aquí; lo primero, radicar."""
    return render(request, "portal/inicio.html")
