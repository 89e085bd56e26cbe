"""El reglamento de peticiones de la entidad: el que rige y los que hubo (CPACA art. 22)."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from ventanilla.comun.reloj import hoy
from ventanilla.directorio.consultas.reglamento import (
    adoptados,
    articulos_de,
    reglamento_vigente,
)
from ventanilla.directorio.models import Reglamento
from ventanilla.documentos.servicios import ErrorDocumento
from ventanilla.documentos.servicios import reglamento as componer
from ventanilla.portal.consultas.reglamento import datos_del_reglamento, vigencia_de


@login_not_required
@require_safe
def vigente(request: HttpRequest) -> HttpResponse:
    """El que rige hoy; si la entidad no ha adoptado ninguno, lo dice."""
    return _pintar(request, reglamento_vigente(hoy()))


@login_not_required
@require_safe
def version(request: HttpRequest, numero: int) -> HttpResponse:
    """Una versión adoptada, también si ya no rige o todavía no empieza."""
    return _pintar(request, _adoptado(numero))


@login_not_required
@require_safe
def pdf(request: HttpRequest, numero: int) -> HttpResponseBase:
    """La versión, para imprimir."""
    pedido = _adoptado(numero)
    try:
        datos = componer(datos_del_reglamento(pedido))
    except ErrorDocumento:
        messages.error(request, "No se pudo componer el documento. Vuelva a intentarlo.")
        return redirect("portal:reglamento_version", numero)
    respuesta = HttpResponse(datos, content_type="application/pdf")
    nombre = f"reglamento-de-peticiones-{numero}.pdf"
    respuesta["Content-Disposition"] = f'attachment; filename="{nombre}"'
    return respuesta


def _adoptado(numero: int) -> Reglamento:
    """Raises: Http404 si no hay una versión adoptada con ese número: un borrador no se publica."""
    for uno in adoptados():
        if uno.numero == numero:
            return uno
    raise Http404


def _pintar(request: HttpRequest, pedido: Reglamento | None) -> HttpResponse:
    rige = reglamento_vigente(hoy())
    contexto: dict[str, Any] = {"reglamento": pedido, "versiones": adoptados(), "rige": rige}
    if pedido is not None:
        contexto |= {
            "articulos": articulos_de(pedido),
            "vigencia": vigencia_de(pedido),
            "es_vigente": rige is not None and rige.pk == pedido.pk,
            "por_regir": pedido.desde is not None and pedido.desde > hoy(),
        }
    return render(request, "portal/reglamento.html", contexto)
