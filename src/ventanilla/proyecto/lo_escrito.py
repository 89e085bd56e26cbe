"""Que lo escrito no se pierda cuando la sesión o el formulario vencen a mitad del trabajo.

Sin esto, Django lleva a entrar y bota lo que venía en el formulario. Aquí se devuelve en una página
que lo tiene todo y lo vuelve a enviar; en el servidor no se guarda nada de quien no ha entrado.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

TRABAJO = "/trabajo/"
LARGO = 20
SESION = "Su sesión terminó"
VENCIDO = "El formulario venció"


@dataclass(frozen=True)
class Escrito:
    """Un campo de lo que se envió; `es_largo` si vale la pena verlo."""

    nombre: str
    valor: str
    es_largo: bool


class SesionVencida:
    """A quien envía sin sesión un formulario de trabajo se le devuelve lo escrito, no la puerta."""

    def __init__(self, siguiente: Callable[[HttpRequest], HttpResponse]) -> None:
        self.siguiente = siguiente

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.siguiente(request)

    def process_view(
        self, request: HttpRequest, vista: Callable[..., Any], lugares: Any, nombres: Any
    ) -> HttpResponseBase | None:
        """Corre después de la revisión del formulario y antes de exigir la sesión."""
        if request.user.is_authenticated:
            return None
        return devolver_lo_escrito(request, SESION)


def devolver_lo_escrito(request: HttpRequest, titulo: str) -> HttpResponse | None:
    """La página con lo escrito y un botón para enviarlo otra vez; `None` si no hay qué salvar."""
    escrito = lo_enviado(request)
    if not any(e.es_largo for e in escrito):
        return None
    entrar = f"{reverse('account_login')}?next={quote(TRABAJO)}"
    if request.headers.get("Accept") == "application/json":
        return JsonResponse(
            {"mensaje": f"{titulo}.", "entrar": reverse("account_login")}, status=401
        )
    contexto = {
        "titulo": titulo,
        "escrito": escrito,
        "entrar": entrar,
        "ruta": request.get_full_path(),
        "con_archivos": bool(request.FILES),
    }
    return render(request, "lo_escrito.html", contexto, status=403)


def lo_largo(request: HttpRequest) -> list[Escrito]:
    """Lo que vale la pena copiar de lo que se envió."""
    return [e for e in lo_enviado(request) if e.es_largo]


def lo_enviado(request: HttpRequest) -> list[Escrito]:
    """Cada campo de un formulario de trabajo, para volver a enviarlo; de los demás, nada."""
    if request.method != "POST" or not request.path.startswith(TRABAJO) or not _de_aqui(request):
        return []
    return [
        Escrito(nombre, str(valor), es_largo=len(str(valor)) > LARGO)
        for nombre, valores in request.POST.lists()
        if nombre != "csrfmiddlewaretoken"
        for valor in valores
    ]


def _de_aqui(request: HttpRequest) -> bool:
    """Si lo envió una de nuestras páginas: lo que otra ponga no se muestra como escrito aquí."""
    sitio = request.headers.get("Sec-Fetch-Site")
    if sitio is not None:
        return sitio == "same-origin"
    origen = request.headers.get("Origin")
    return origen in (None, f"{request.scheme}://{request.get_host()}")
