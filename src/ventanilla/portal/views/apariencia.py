"""Alto contraste y letra grande, también sin JavaScript."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

GALLETA = "apariencia"
PALABRAS = ("contraste", "grande")
UN_ANIO = 365 * 24 * 60 * 60


@login_not_required
@require_POST
def cambiar(request: HttpRequest) -> HttpResponse:
    """Prende o apaga una palabra de la galleta y vuelve a la página de donde vino."""
    prendidas = set(request.COOKIES.get(GALLETA, "").split("."))
    pedida = request.POST.get("cambiar", "")
    respuesta = HttpResponseRedirect(_volver(request))
    if pedida in PALABRAS:
        prendidas ^= {pedida}
        valor = ".".join(p for p in PALABRAS if p in prendidas)
        # Sin HttpOnly: el guion de la página escribe la misma galleta para no recargar.
        respuesta.set_cookie(
            GALLETA,
            valor,
            max_age=UN_ANIO,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
    return respuesta


def _volver(request: HttpRequest) -> str:
    """La ruta pedida si es de este sitio; si no, la portada."""
    ruta = request.POST.get("volver", "")
    es_propia = ruta.startswith("/") and url_has_allowed_host_and_scheme(ruta, allowed_hosts=None)
    limpia = ruta.isprintable() and len(ruta) <= 500
    return ruta if es_propia and limpia else reverse("portal:inicio")
