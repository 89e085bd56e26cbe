"""La página a la que lleva el código QR de un documento."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ventanilla.comun.texto import limpiar_linea
from ventanilla.estructura.consultas.paz_y_salvo import expedido
from ventanilla.portal.consultas.verificacion import verificacion


@login_not_required
@require_safe
def verificar(request: HttpRequest, ficha: str) -> HttpResponse:
    """Número, fecha y huella de un radicado o de un paz y salvo; si no existe, lo dice (404)."""
    limpia = limpiar_linea(ficha[:64])
    hallada = verificacion(limpia)
    constancia = None if hallada else expedido(limpia)
    return render(
        request,
        "portal/verificar.html",
        {"hallada": hallada, "constancia": constancia},
        status=200 if hallada or constancia else 404,
    )
