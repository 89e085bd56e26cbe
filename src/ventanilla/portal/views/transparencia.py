"""Los sellos del libro, publicados para que cualquiera los guarde y los compruebe."""

from collections.abc import Iterator

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ventanilla.auditoria.consultas import linea_de, llave_publica
from ventanilla.auditoria.consultas.sellos import encabezado
from ventanilla.auditoria.models import Sello

POR_PAGINA = 30


@login_not_required
@require_safe
def transparencia(request: HttpRequest) -> HttpResponse:
    """Qué es el libro, cómo se comprueba y sus sellos, del último al primero."""
    pagina = Paginator(Sello.objects.order_by("-numero"), POR_PAGINA).get_page(
        request.GET.get("pagina")
    )
    contexto = {"pagina": pagina, "llave_publica": llave_publica()}
    return render(request, "portal/transparencia.html", contexto)


@login_not_required
@require_safe
def sellos(request: HttpRequest) -> HttpResponseBase:
    """Todos los sellos, uno por renglón: el archivo con que se compara el libro."""

    def renglones() -> Iterator[str]:
        yield f"{encabezado()}\n"
        for sello in Sello.objects.order_by("numero").iterator(chunk_size=1000):
            yield f"{linea_de(sello).texto()}\n"

    respuesta = StreamingHttpResponse(renglones(), content_type="text/plain; charset=utf-8")
    respuesta["Content-Disposition"] = 'attachment; filename="sellos.txt"'
    return respuesta


@login_not_required
@require_safe
def llave(request: HttpRequest) -> HttpResponse:
    """La llave pública Ed25519 en PEM (RFC 8410), como la leen OpenSSL y otros programas."""
    publica = Ed25519PublicKey.from_public_bytes(bytes.fromhex(llave_publica()))
    pem = publica.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    respuesta = HttpResponse(pem, content_type="application/x-pem-file")
    respuesta["Content-Disposition"] = 'attachment; filename="llave.pem"'
    return respuesta
