"""La página a la que lleva el código QR de un documento."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ventanilla.comun.texto import limpiar_linea
from ventanilla.portal.consultas.verificacion import verificacion


@login_not_required
@require_safe
def verificar(request: HttpRequest, ficha: str) -> HttpResponse:
    """Número, fecha y huella de un radicado; si no existe, lo dice con la misma cara (404)."""
    hallada = verificacion(limpiar_linea(ficha[:64]))
    return render(
        request,
        "portal/verificar.html",
        {"hallada": hallada},
        status=200 if hallada else 404,
    )
