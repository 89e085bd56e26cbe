"""Las direcciones que las plantillas buscan por nombre, para no depender de las casas de arriba."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def _nada(request: HttpRequest) -> HttpResponse:
    return HttpResponse(status=204)


_portal = (
    [path("", _nada, name="inicio"), path("apariencia/", _nada, name="apariencia")],
    "portal",
)
urlpatterns = [path("", include(_portal)), path("salir/", _nada, name="account_logout")]
