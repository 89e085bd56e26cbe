"""Perdí mi clave: número y correo, código, clave nueva."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from ventanilla.comun import accesos
from ventanilla.comun.direccion import direccion_de
from ventanilla.comun.errores import Cambiado
from ventanilla.comun.identificadores import agrupar
from ventanilla.comun.reloj import ahora
from ventanilla.peticiones.servicios.renovar_clave import (
    VIDA_DEL_CODIGO,
    PedidoDeCodigo,
    Renovada,
)
from ventanilla.portal.forms import FormularioDeClavePerdida, FormularioDeCodigo
from ventanilla.portal.servicios import DemasiadosIntentos, pedir_codigo
from ventanilla.portal.servicios import canjear as canjear_codigo

GALLETA = "pedido"
_SAL = "ventanilla.pedido-de-clave"
_RUTA = "/perdi-mi-clave/"
NO_SIRVE = (
    "Ese código no sirve: puede tener una cifra cambiada o haber vencido. Revíselo en el último "
    "correo que le llegó, o pida otro."
)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def pedir(request: HttpRequest) -> HttpResponse:
    """Número y correo. La respuesta es siempre la misma, coincidan o no."""
    if request.method != "POST":
        return render(request, "portal/clave_pedir.html", {"form": FormularioDeClavePerdida()})
    form = FormularioDeClavePerdida(request.POST)
    if not form.is_valid():
        return render(request, "portal/clave_pedir.html", {"form": form}, status=422)
    momento = ahora()
    try:
        pedido = pedir_codigo(
            form.cleaned_data["numero"],
            form.cleaned_data["correo"],
            direccion=direccion_de(request),
            ahora=momento,
        )
    except DemasiadosIntentos as muchos:
        return _esperar(request, "portal/clave_pedir.html", form, muchos)
    respuesta = redirect("portal:clave_codigo")
    _recordar(respuesta, pedido)
    return respuesta


@login_not_required
@sensitive_post_parameters("codigo")
@require_http_methods(["GET", "HEAD", "POST"])
def canjear(request: HttpRequest) -> HttpResponse:
    """El código que llegó por correo; si sirve, muestra la clave nueva una sola vez."""
    pedido = _recordado(request)
    if pedido is None:
        return HttpResponseRedirect(f"{reverse('portal:clave_perdida')}?vencio=1")
    if request.method != "POST":
        return _pagina_del_codigo(request, FormularioDeCodigo(), pedido)
    form = FormularioDeCodigo(request.POST)
    if not form.is_valid():
        return _pagina_del_codigo(request, form, pedido, estado=422)
    momento = ahora()
    try:
        renovada = canjear_codigo(
            pedido, form.cleaned_data["codigo"], direccion=direccion_de(request), ahora=momento
        )
    except DemasiadosIntentos as muchos:
        return _esperar(request, "portal/clave_codigo.html", form, muchos)
    except Cambiado as cambiado:
        form.add_error(None, str(cambiado))
        return _pagina_del_codigo(request, form, pedido, estado=409)
    if renovada is None:
        form.add_error("codigo", NO_SIRVE)
        return _pagina_del_codigo(request, form, pedido, estado=422)
    return _clave_nueva(request, renovada, momento)


def _pagina_del_codigo(
    request: HttpRequest, form: FormularioDeCodigo, pedido: PedidoDeCodigo, *, estado: int = 200
) -> HttpResponse:
    contexto = {"form": form, "numero": pedido.numero}
    return render(request, "portal/clave_codigo.html", contexto, status=estado)


def _clave_nueva(request: HttpRequest, renovada: Renovada, momento: datetime) -> HttpResponse:
    contexto = {
        "clave": agrupar(renovada.clave),
        "radicado": renovada.peticion.radicado.impreso,
    }
    respuesta = render(request, "portal/clave_nueva.html", contexto)
    accesos.conceder(request, respuesta, renovada.peticion.uuid, momento)
    respuesta.delete_cookie(GALLETA, path=_RUTA, samesite="Lax")
    return respuesta


def _esperar(
    request: HttpRequest,
    plantilla: str,
    form: FormularioDeClavePerdida | FormularioDeCodigo,
    muchos: DemasiadosIntentos,
) -> HttpResponse:
    form.add_error(None, str(muchos))
    respuesta = render(request, plantilla, {"form": form}, status=429)
    respuesta["Retry-After"] = "3600"
    return respuesta


def _recordar(respuesta: HttpResponse, pedido: PedidoDeCodigo) -> None:
    respuesta.set_cookie(
        GALLETA,
        signing.dumps(pedido.a_json(), salt=_SAL),
        max_age=VIDA_DEL_CODIGO,
        path=_RUTA,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def _recordado(request: HttpRequest) -> PedidoDeCodigo | None:
    crudo = request.COOKIES.get(GALLETA, "")
    try:
        datos = signing.loads(crudo, salt=_SAL, max_age=VIDA_DEL_CODIGO) if crudo else None
    except signing.BadSignature:
        return None
    return PedidoDeCodigo.de_json(datos) if isinstance(datos, dict) else None
