"""El recibo y la constancia."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from ventanilla.atencion.web.consultas.recibo import recibo_de
from ventanilla.atencion.web.servicios.constancia import NO_SE_PUDO, preparar_constancia
from ventanilla.atencion.web.views.acceso import a_consultar, con_acceso
from ventanilla.comun.reloj import ahora
from ventanilla.documentos.servicios import ErrorDocumento
from ventanilla.peticiones.servicios.radicar import clave_de


@login_not_required
@require_safe
def recibo(request: HttpRequest, radicado: str) -> HttpResponse:
    """Número, clave, fecha de respuesta con su cuenta, y qué sigue."""
    peticion = con_acceso(request, radicado, ahora())
    if peticion is None:
        return a_consultar(radicado)
    contexto = {"recibo": recibo_de(peticion, clave=clave_de(peticion))}
    return render(request, "atencion_web/recibo.html", contexto)


@login_not_required
@require_safe
def constancia_pdf(request: HttpRequest, radicado: str) -> HttpResponse:
    """La constancia de radicación en PDF (CPACA arts. 15 y 61)."""
    peticion = con_acceso(request, radicado, ahora())
    if peticion is None:
        return a_consultar(radicado)
    try:
        lista = preparar_constancia(peticion, ahora=ahora())
    except ErrorDocumento:
        messages.error(request, NO_SE_PUDO)
        return redirect("atencion_web:recibo", radicado)
    return HttpResponse(lista.pdf, content_type="application/pdf", headers=lista.cabeceras)
