"""Lo que completa o corrige la respuesta, para quien tiene la clave."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from ventanilla.atencion.web.views.acceso import a_consultar, con_acceso
from ventanilla.atencion.web.views.peticion import descarga
from ventanilla.comun.reloj import ahora
from ventanilla.documentos.bloques import limpiar_html
from ventanilla.peticiones.consultas.alcances import alcance_legible
from ventanilla.peticiones.servicios.enviar_alcance import notificar_alcance_por_acceso


@login_not_required
@require_safe
def alcance(request: HttpRequest, radicado: str, orden: int) -> HttpResponse:
    """El alcance enviado, para leerlo aquí. Abrirlo prueba que lo conoce (CPACA art. 56)."""
    momento = ahora()
    peticion = con_acceso(request, radicado, momento)
    if peticion is None:
        return a_consultar(radicado)
    legible = alcance_legible(peticion, orden)
    if legible is None:
        raise Http404
    # Ya se guardó limpio; se limpia otra vez aquí, que es donde haría daño.
    cuerpo = mark_safe(limpiar_html(legible.cuerpo))  # noqa: S308
    contexto = {"peticion": peticion, "alcance": legible, "cuerpo": cuerpo}
    pagina = render(request, "atencion_web/alcance.html", contexto)
    if request.method == "GET":
        notificar_alcance_por_acceso(legible, ahora=momento)
    return pagina


@login_not_required
@require_safe
def alcance_pdf(request: HttpRequest, radicado: str, orden: int) -> HttpResponseBase:
    """El alcance firmado, en PDF."""
    momento = ahora()
    peticion = con_acceso(request, radicado, momento)
    if peticion is None:
        return a_consultar(radicado)
    legible = alcance_legible(peticion, orden)
    if legible is None or legible.documento is None:
        raise Http404
    entregada = descarga(legible.documento, f"alcance-{orden}.pdf")
    if request.method == "GET":
        notificar_alcance_por_acceso(legible, ahora=momento)
    return entregada


@login_not_required
@require_safe
def anexo_de_alcance(
    request: HttpRequest, radicado: str, orden: int, cual: int
) -> HttpResponseBase:
    """Un documento que acompaña el alcance ya enviado, con su nombre neutro."""
    peticion = con_acceso(request, radicado, ahora())
    if peticion is None:
        return a_consultar(radicado)
    legible = alcance_legible(peticion, orden)
    fila = next((a for a in legible.anexos.all() if a.orden == cual), None) if legible else None
    if fila is None:
        raise Http404
    return descarga(fila.guardado, str(fila))
