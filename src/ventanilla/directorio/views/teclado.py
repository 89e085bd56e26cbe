"""El teclado: lo que siempre se puede hacer con él, y los atajos que cada quien enciende."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from ventanilla.comun.errores import DatosInvalidos
from ventanilla.comun.reloj import ahora
from ventanilla.directorio.consultas import actor_de
from ventanilla.directorio.forms import AtajosForm
from ventanilla.directorio.models import Usuario
from ventanilla.directorio.reglas.teclado import ATAJOS, DE_FABRICA, estan_activos, teclas_de
from ventanilla.directorio.servicios.teclado import guardar_atajos


@require_http_methods(["GET", "HEAD", "POST"])
def teclado(request: HttpRequest) -> HttpResponse:
    """La lista de atajos, para leerla y para cambiarla; con POST, la guarda."""
    usuario = request.user
    if not isinstance(usuario, Usuario):
        raise PermissionDenied
    if request.method == "POST" and "de_fabrica" in request.POST:
        datos = {**DE_FABRICA, "activos": request.POST.get("activos", "")}
        formulario = AtajosForm(datos)
    elif request.method == "POST":
        formulario = AtajosForm(request.POST)
    else:
        inicial = {"activos": estan_activos(usuario.atajos), **teclas_de(usuario.atajos)}
        formulario = AtajosForm(initial=inicial)
    if formulario.is_bound and formulario.is_valid() and _guardar(usuario, formulario):
        activos = formulario.cleaned_data["activos"]
        dicho = "encendidos" if activos else "apagados"
        messages.success(request, f"Quedó guardado. Los atajos están {dicho}.")
        return redirect("cuenta_teclado")
    contexto = {"form": formulario, "teclas": [formulario[a.codigo] for a in ATAJOS]}
    estado = 422 if formulario.errors else 200
    return render(request, "directorio/teclado.html", contexto, status=estado)


def _guardar(usuario: Usuario, formulario: AtajosForm) -> bool:
    momento = ahora()
    datos = formulario.cleaned_data
    try:
        guardar_atajos(
            usuario,
            activos=datos["activos"],
            teclas={a.codigo: datos[a.codigo] for a in ATAJOS},
            actor=actor_de(usuario, momento),
            ahora=momento,
        )
    except DatosInvalidos as malos:
        for falta in malos.faltas:
            formulario.add_error(falta.campo, falta.mensaje)
        return False
    return True
