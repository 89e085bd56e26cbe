"""Consultar con el número y la clave, y salir."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from ventanilla.atencion.web.forms.consultar import FormularioDeConsulta
from ventanilla.atencion.web.servicios.intentos import MuchosIntentos, abrir_con_clave
from ventanilla.comun.accesos import conceder, retirar
from ventanilla.comun.direccion import direccion_de
from ventanilla.comun.reloj import ahora

NO_COINCIDEN = (
    "No hay una petición con ese número y esa clave. Revíselos: la clave tiene 16 signos y no usa "
    "las letras I, L, O ni U."
)
PLANTILLA = "atencion_web/consultar.html"


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def consultar(request: HttpRequest) -> HttpResponse:
    """POST con número y clave: concede el acceso a este navegador y lleva a la petición."""
    if request.method != "POST":
        numero = request.GET.get("radicado", "")[:60]
        form = FormularioDeConsulta(initial={"radicado": numero})
        return render(request, PLANTILLA, {"form": form, "vino_con_numero": bool(numero)})
    form = FormularioDeConsulta(request.POST)
    if not form.is_valid():
        return render(request, PLANTILLA, {"form": form}, status=422)
    momento = ahora()
    try:
        peticion = abrir_con_clave(
            form.cleaned_data["radicado"],
            form.cleaned_data["clave"],
            direccion=direccion_de(request),
            ahora=momento,
        )
    except MuchosIntentos as muchos:
        form.add_error(None, str(muchos))
        respuesta = render(request, PLANTILLA, {"form": form}, status=429)
        respuesta["Retry-After"] = str(muchos.espera)
        return respuesta
    if peticion is None:
        form.add_error(None, NO_COINCIDEN)
        return render(request, PLANTILLA, {"form": form}, status=422)
    abierta = redirect("atencion_web:mi_peticion", peticion.radicado.impreso)
    conceder(request, abierta, peticion.uuid, momento)
    return abierta


@login_not_required
@require_POST
def salir(request: HttpRequest) -> HttpResponse:
    """Olvida en este navegador todas las peticiones abiertas."""
    respuesta = redirect("atencion_web:consultar")
    retirar(respuesta)
    return respuesta
