"""Unir una dependencia a otra, o cerrarla: primero se ve qué pasaría; después se confirma."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from ventanilla.comun.errores import ErrorDeDominio
from ventanilla.comun.fechas import cantidad
from ventanilla.comun.formularios import poner_faltas
from ventanilla.comun.reloj import en_bogota
from ventanilla.directorio.consultas.quien import quien
from ventanilla.directorio.models import Dependencia
from ventanilla.directorio.permisos import puede_cambiar_la_entidad
from ventanilla.estructura.consultas.mudanza import lo_que_tiene
from ventanilla.estructura.forms.dependencias import CerrarForm
from ventanilla.estructura.servicios.mudar import cerrar_y_mudar


@require_http_methods(["GET", "HEAD", "POST"])
def cerrar_dependencia(request: HttpRequest, codigo: str) -> HttpResponse:
    """Con GET, lo que tiene y qué pasaría; con POST y la confirmación, se cierra."""
    actor, momento = quien(request)
    if not (permiso := puede_cambiar_la_entidad(actor)):
        raise PermissionDenied(permiso.motivo)
    codigo = codigo[:20].replace("\x00", "")
    dependencia = get_object_or_404(Dependencia.objects.select_related("padre"), codigo=codigo)
    hoy = en_bogota(momento).date()
    tiene = lo_que_tiene(dependencia, hoy)
    formulario = CerrarForm(
        request.POST or None,
        actual=dependencia.pk,
        hoy=hoy,
        gente=[n for n in tiene.gente if n.usuario_id != actor.usuario_id],
        initial={"desde": hoy},
    )
    if request.method == "POST" and formulario.is_valid():
        limpios = formulario.cleaned_data
        datos: dict[str, Any] = {c: limpios[c] for c in ("sucesora", "acto", "desde")}
        datos |= {"unida": limpios["que"] == "unir", "cargos": formulario.cargos()}
        try:
            pasadas = cerrar_y_mudar(dependencia, **datos, actor=actor, ahora=momento)
        except ErrorDeDominio as error:
            poner_faltas(formulario, error)
        else:
            messages.success(request, _dicho(dependencia, datos["sucesora"], pasadas))
            return redirect("directorio:dependencia", codigo)
    contexto = {
        "dependencia": dependencia,
        "tiene": tiene,
        "tiene_cargo": any(n.usuario_id == actor.usuario_id for n in tiene.gente),
        "form": formulario,
        "migas": [
            {"texto": "La entidad", "url": reverse("directorio:entidad")},
            {
                "texto": dependencia.nombre,
                "url": reverse("directorio:dependencia", args=[codigo]),
            },
            {"texto": "Unirla a otra o cerrarla", "url": ""},
        ],
    }
    return render(request, "estructura/cerrar_dependencia.html", contexto)


def _dicho(dependencia: Dependencia, sucesora: Dependencia | None, pasadas: int) -> str:
    if sucesora is None:
        return f"{dependencia.nombre} quedó cerrada."
    pasaron = cantidad(pasadas, "petición pasó", "peticiones pasaron")
    return (
        f"Quedó anotado. {pasaron} a {sucesora.nombre}; si faltan, siguen pasando solas en los "
        "próximos minutos, o el día en que el cambio empiece."
    )
