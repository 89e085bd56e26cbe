"""Lo que la persona hace en su petición con su clave: completar, pedir tiempo y retirarla."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from ventanilla.archivo.servicios import recibir
from ventanilla.atencion.web.forms.completar import FormularioDeCompletar, FormularioDeDesistir
from ventanilla.atencion.web.views.acceso import a_consultar, con_acceso
from ventanilla.comun.actores import CIUDADANIA
from ventanilla.comun.errores import DatosInvalidos, ErrorDeDominio
from ventanilla.comun.fechas import fecha_larga
from ventanilla.comun.reloj import ahora
from ventanilla.peticiones.consultas.espera import Pedido, pedido_a_la_persona
from ventanilla.peticiones.models import Peticion
from ventanilla.peticiones.permisos import puede_desistir
from ventanilla.peticiones.servicios.completar import (
    NADA_PENDIENTE,
    desistir,
    pedir_mas_tiempo,
)
from ventanilla.peticiones.servicios.completar import completar as recibir_complemento

MI_PETICION = "atencion_web:mi_peticion"


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def completar(request: HttpRequest, radicado: str) -> HttpResponse:
    """Qué se le pidió y dónde lo entrega; POST lo recibe, o dice qué corregir (422)."""
    momento = ahora()
    peticion = con_acceso(request, radicado, momento)
    if peticion is None:
        return a_consultar(radicado)
    pedido = pedido_a_la_persona(peticion, momento)
    if pedido is None:
        messages.info(request, NADA_PENDIENTE)
        return redirect(MI_PETICION, radicado)
    if request.method != "POST":
        form = FormularioDeCompletar(es_aclarar=pedido.es_aclarar)
        return _pagina(request, peticion, pedido, form)
    form = FormularioDeCompletar(request.POST, request.FILES, es_aclarar=pedido.es_aclarar)

    def entregar() -> None:
        anexos = [recibir(str(a.name), a.chunks()) for a in form.cleaned_data["anexos"]]
        recibir_complemento(
            peticion,
            texto=form.cleaned_data["texto"],
            anexos=anexos,
            actor=CIUDADANIA,
            ahora=momento,
        )

    if not form.is_valid() or not _se_hizo(form, entregar):
        return _pagina(request, peticion, pedido, form)
    messages.success(request, "La recibimos. Quedó con la fecha y la hora en que la envió.")
    return redirect(MI_PETICION, radicado)


@login_not_required
@require_POST
def mas_tiempo(request: HttpRequest, radicado: str) -> HttpResponse:
    """«Necesito más tiempo»: otro mes para completar, una sola vez."""
    momento = ahora()
    peticion = con_acceso(request, radicado, momento)
    if peticion is None:
        return a_consultar(radicado)
    try:
        computo = pedir_mas_tiempo(peticion, actor=CIUDADANIA, ahora=momento)
    except ErrorDeDominio as error:
        messages.warning(request, str(error))
        return redirect(MI_PETICION, radicado)
    limite = computo.topes.complemento_hasta
    hasta = f" Ahora tiene hasta el {fecha_larga(limite)}." if limite else ""
    messages.success(request, f"Listo.{hasta}")
    return redirect(MI_PETICION, radicado)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def retirar(request: HttpRequest, radicado: str) -> HttpResponse:
    """Desistir: una página que dice qué pasa y pide confirmar."""
    momento = ahora()
    peticion = con_acceso(request, radicado, momento)
    if peticion is None:
        return a_consultar(radicado)
    permiso = puede_desistir(peticion)
    if not permiso:
        messages.info(request, permiso.motivo)
        return redirect(MI_PETICION, radicado)
    form = FormularioDeDesistir(request.POST if request.method == "POST" else None)

    def retirarla() -> None:
        desistir(peticion, motivo=form.cleaned_data["motivo"], actor=CIUDADANIA, ahora=momento)

    if form.is_valid() and _se_hizo(form, retirarla):
        messages.success(request, "Usted retiró la petición. Puede presentarla otra vez.")
        return redirect(MI_PETICION, radicado)
    contexto: dict[str, Any] = {"peticion": peticion, "form": form}
    estado = 422 if form.is_bound else 200
    return render(request, "atencion_web/retirar.html", contexto, status=estado)


def _se_hizo(form: FormularioDeCompletar | FormularioDeDesistir, accion: Callable[[], Any]) -> bool:
    """Corre el servicio; lo que no acepte queda dicho en el formulario."""
    try:
        accion()
    except DatosInvalidos as malos:
        for falta in malos.faltas:
            form.add_error(falta.campo if falta.campo in form.fields else None, falta.mensaje)
    except ErrorDeDominio as error:
        form.add_error(None, str(error))
    else:
        return True
    return False


def _pagina(
    request: HttpRequest, peticion: Peticion, pedido: Pedido, form: FormularioDeCompletar
) -> HttpResponse:
    contexto = {"peticion": peticion, "pedido": pedido, "form": form}
    estado = 422 if form.is_bound else 200
    return render(request, "atencion_web/completar.html", contexto, status=estado)
