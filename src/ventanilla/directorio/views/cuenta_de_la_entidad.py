"""Entrar con la cuenta de la entidad: ir a su proveedor de identidad y volver."""

from collections.abc import Callable
from typing import Any

from allauth.socialaccount.providers.openid_connect import views as openid
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.http import require_safe
from requests import RequestException

NO_RESPONDE = (
    "La cuenta de la entidad no está respondiendo. Entre con su contraseña, o vuelva a intentarlo "
    "en un momento."
)


@login_not_required
@require_safe
def ir(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Lleva a la persona al proveedor; de lo que venga en la dirección solo cuenta a dónde volver.

    Va por GET: un formulario que termina en otro sitio lo corta la política de contenido.
    """
    limpia = QueryDict(mutable=True)
    if "next" in request.GET:
        limpia["next"] = request.GET["next"]
    request.GET = limpia  # type: ignore[assignment]
    return _sin_reventar(request, openid.login, provider_id)


@login_not_required
@require_safe
def volver(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Donde el proveedor devuelve a la persona, con lo que dice de ella."""
    return _sin_reventar(request, openid.callback, provider_id)


def _sin_reventar(
    request: HttpRequest, vista: Callable[..., Any], provider_id: str
) -> HttpResponse:
    """Un proveedor caído o que contesta otra cosa no es una falla del programa."""
    try:
        respuesta: HttpResponse = vista(request, provider_id)
    except (RequestException, KeyError, TypeError, ValueError, AttributeError):
        messages.error(request, NO_RESPONDE)
        return redirect("account_login")
    return respuesta
