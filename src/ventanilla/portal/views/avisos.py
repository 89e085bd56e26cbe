"""Las notificaciones por aviso (CPACA art. 69)."""

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ventanilla.archivo.consultas import abrir
from ventanilla.comun.reloj import hoy
from ventanilla.peticiones.consultas.avisos import avisos_publicados, documento_de_aviso

_AISLADO = "sandbox; default-src 'none'"


@login_not_required
@require_safe
def avisos(request: HttpRequest) -> HttpResponse:
    """Los avisos publicados hoy, cada uno con su documento completo."""
    return render(request, "portal/avisos.html", {"avisos": avisos_publicados(hoy())})


@login_not_required
@require_safe
def documento(request: HttpRequest, ficha: str) -> FileResponse:
    """La respuesta que se notifica; solo mientras el aviso está publicado.

    Raises:
        Http404: si no hay aviso con esa ficha o ya se retiró.
    """
    aviso = documento_de_aviso(ficha[:64], hoy())
    if aviso is None:
        raise Http404
    try:
        abierto = abrir(aviso.documento.sha256)
    except FileNotFoundError as falta:
        raise Http404 from falta
    descarga = FileResponse(
        abierto,
        as_attachment=True,
        filename=f"oficio-{aviso.salida}.pdf",
        content_type="application/pdf",
    )
    descarga["Content-Security-Policy"] = _AISLADO
    return descarga
