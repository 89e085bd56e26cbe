"""Lo que toda página de trabajo hace primero: saber quién es, qué hora es y si puede pasar."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render

from ventanilla.comun.actores import Actor
from ventanilla.comun.errores import ErrorDeDominio
from ventanilla.directorio.consultas.quien import quien
from ventanilla.peticiones.models import Peticion
from ventanilla.peticiones.permisos import puede_ver

__all__ = ["faltas_de", "hacer", "la_peticion", "quien", "solo_post"]


def solo_post(vista: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Deja pasar solo POST. A quien llegue de otro modo (volvió a entrar, recargó) se le dice y se
    le muestra el camino, con 405."""

    @wraps(vista)
    def guardada(request: HttpRequest, identificador: uuid.UUID, **mas: int) -> HttpResponseBase:
        if request.method == "POST":
            return vista(request, identificador, **mas)
        contexto = {"identificador": identificador}
        respuesta = render(request, "peticiones/solo_post.html", contexto, status=405)
        respuesta["Allow"] = "POST"
        return respuesta

    return guardada


def la_peticion(actor: Actor, identificador: uuid.UUID) -> Peticion:
    """La petición, si esta persona la puede leer.

    Raises:
        Http404: si no existe.
        PermissionDenied: si es de otra dependencia.
    """
    peticion = get_object_or_404(
        Peticion.objects.select_related(
            "radicado__serie", "dependencia", "responsable", "identidad", "tipo_documental"
        ),
        uuid=identificador,
    )
    permiso = puede_ver(actor, peticion)
    if not permiso:
        raise PermissionDenied(permiso.motivo)
    return peticion


def hacer(
    request: HttpRequest, peticion: Peticion, accion: Callable[[], Any], exito: str, destino: str
) -> HttpResponseRedirect:
    """Corre un servicio y vuelve a la página diciendo qué pasó; el error del dominio se lee tal cual."""
    try:
        accion()
    except ErrorDeDominio as error:
        messages.error(request, str(error))
    else:
        if exito:
            messages.success(request, exito)
    return redirect(destino, peticion.uuid)


def faltas_de(formulario: Any) -> str:
    """Los errores de un formulario corto, en una sola frase para el aviso."""
    return " ".join(str(m) for mensajes in formulario.errors.values() for m in mensajes)
