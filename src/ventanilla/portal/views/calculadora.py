"""¿Cuándo me deben responder?"""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ventanilla.comun.reloj import hoy
from ventanilla.portal.consultas.termino import Respuesta, responder
from ventanilla.portal.forms import FormularioDeTermino
from ventanilla.terminos.computar import ErrorDeTermino


@login_not_required
@require_safe
def calculadora(request: HttpRequest) -> HttpResponse:
    """El formulario y, si ya se preguntó, la fecha con su porqué. Se puede guardar y compartir."""
    preguntada = "fecha" in request.GET or "clase" in request.GET
    form = FormularioDeTermino(request.GET if preguntada else None)
    respuesta = _responder(form) if preguntada and form.is_valid() else None
    contexto = {"form": form, "respuesta": respuesta, "hoy": hoy()}
    estado = 422 if preguntada and respuesta is None else 200
    return render(request, "portal/calculadora.html", contexto, status=estado)


def _responder(form: FormularioDeTermino) -> Respuesta | None:
    try:
        return responder(form.pregunta(), hoy=hoy())
    except ErrorDeTermino as error:
        form.add_error("fecha", str(error))
        return None
