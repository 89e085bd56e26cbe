"""Lo que ve un ente de control con su enlace: su lista y cada petición, para leer.

La ficha del enlace solo va en la primera dirección; al abrirlo se cambia por una galleta firmada.
Enlace desconocido, vencido y revocado responden lo mismo.
"""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ventanilla.comun.direccion import direccion_de
from ventanilla.comun.reloj import ahora
from ventanilla.documentos.bloques import limpiar_html
from ventanilla.peticiones.consultas.accesos_externos import (
    acceso_abierto,
    alcance_de,
    alcanzadas,
)
from ventanilla.peticiones.consultas.dichos import nombre_de_clase
from ventanilla.peticiones.consultas.estados import estado_de
from ventanilla.peticiones.consultas.hoja import historia_de, relojes_de, respuesta_de
from ventanilla.peticiones.models import AccesoExterno, Peticion, Respuesta
from ventanilla.peticiones.permisos import SIN_IDENTIDAD
from ventanilla.peticiones.reglas.acceso_externo import tapar_contacto
from ventanilla.peticiones.servicios.accesos_externos import (
    DemasiadasMiradas,
    abrir_con_enlace,
    anotar_mirada,
)

GALLETA, _SAL, _RUTA = "ente", "ventanilla.ente", "/ente/"
DURACION = timedelta(hours=8)
POR_PAGINA = 50
_ENVIADAS = (Respuesta.Estado.ENVIADA, Respuesta.Estado.NOTIFICADA)
Vista = Callable[..., HttpResponse]


def _con_acceso(vista: Callable[..., HttpResponse]) -> Vista:
    """Solo con un acceso que hoy sirva; si no, la misma página para todos los casos."""

    @wraps(vista)
    def guardada(request: HttpRequest, **mas: Any) -> HttpResponse:
        momento = ahora()
        acceso = _recordado(request, momento)
        if acceso is None:
            return _no_abre(request)
        try:
            return vista(request, acceso, momento, **mas)
        except DemasiadasMiradas as muchas:
            return _esperar(request, muchas)

    return guardada


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def abrir(request: HttpRequest, ficha: str) -> HttpResponse:
    """GET muestra un botón, el mismo sirva o no el enlace; POST lo cambia por la galleta.

    Con el botón, el programa que revisa los correos no deja escrito que el ente entró.
    """
    if request.method != "POST":
        return render(request, "peticiones/ente_abrir.html")
    momento = ahora()
    try:
        acceso = abrir_con_enlace(ficha[:100], direccion=direccion_de(request), ahora=momento)
    except DemasiadasMiradas as muchas:
        return _esperar(request, muchas)
    if acceso is None:
        return _no_abre(request)
    respuesta = redirect("entes:lista")
    respuesta.set_cookie(
        GALLETA,
        signing.dumps([acceso.uuid.hex, acceso.huella], salt=_SAL),
        max_age=DURACION,
        path=_RUTA,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return respuesta


@login_not_required
@require_safe
@_con_acceso
def lista(request: HttpRequest, acceso: AccesoExterno, momento: datetime) -> HttpResponse:
    """Las peticiones que este acceso deja leer."""
    anotar_mirada(acceso, "lista_mirada", ahora=momento)
    pagina = Paginator(alcanzadas(acceso).defer("texto", "busqueda"), POR_PAGINA).get_page(
        request.GET.get("pagina")
    )
    contexto = {
        "acceso": acceso,
        "alcance": alcance_de(acceso),
        "pagina": pagina,
        "filas": [
            {"peticion": p, "clase": nombre_de_clase(p.clase), **estado_de(p)}
            for p in pagina.object_list
        ],
    }
    return render(request, "peticiones/ente_lista.html", contexto)


@login_not_required
@require_safe
@_con_acceso
def peticion(
    request: HttpRequest, acceso: AccesoExterno, momento: datetime, identificador: uuid.UUID
) -> HttpResponse:
    """Una petición, para leer: sin datos de contacto, y sin lo que diga quién reservó su identidad."""
    una = alcanzadas(acceso).filter(uuid=identificador).first()
    if una is None:
        raise Http404
    anotar_mirada(acceso, "peticion_mirada", ahora=momento, peticion=una)
    sellada = una.solicitante in SIN_IDENTIDAD
    contexto = {
        "acceso": acceso,
        "peticion": una,
        "sellada": sellada,
        "rotulo": una.get_solicitante_display() if sellada else una.rotulo,
        "asunto": "" if sellada else tapar_contacto(una.asunto),
        "texto": "" if sellada else tapar_contacto(una.texto),
        "clase": nombre_de_clase(una.clase),
        "anexos": [] if sellada else list(una.anexos.select_related("guardado")),
        "relojes": relojes_de(una, momento),
        "historia": [a for a in historia_de(una) if a.es_publica],
        **_respuesta(una, sellada=sellada),
        **estado_de(una),
    }
    return render(request, "peticiones/ente_peticion.html", contexto)


@login_not_required
@require_POST
def salir(request: HttpRequest) -> HttpResponse:
    """Olvida el acceso en este navegador."""
    respuesta = render(request, "peticiones/ente_salio.html")
    respuesta.delete_cookie(GALLETA, path=_RUTA, samesite="Lax")
    return respuesta


def _respuesta(peticion: Peticion, *, sellada: bool) -> dict[str, Any]:
    """La respuesta si ya salió; su texto no, si puede decir quién reservó su identidad."""
    salida = respuesta_de(peticion)
    if salida is None or salida.estado not in _ENVIADAS:
        return {"respuesta": None}
    limpio = "" if sellada else limpiar_html(tapar_contacto(salida.cuerpo))
    return {"respuesta": salida, "cuerpo": mark_safe(limpio)}  # noqa: S308 (se acaba de limpiar)


def _recordado(request: HttpRequest, momento: datetime) -> AccesoExterno | None:
    crudo = request.COOKIES.get(GALLETA, "")
    try:
        dado = signing.loads(crudo, salt=_SAL, max_age=DURACION) if crudo else None
    except signing.BadSignature:
        return None
    return acceso_abierto(uuid.UUID(dado[0]), dado[1], momento) if dado else None


def _no_abre(request: HttpRequest) -> HttpResponse:
    return render(request, "peticiones/ente_no_abre.html", status=404)


def _esperar(request: HttpRequest, muchas: DemasiadasMiradas) -> HttpResponse:
    respuesta = render(request, "peticiones/ente_no_abre.html", {"dicho": str(muchas)}, status=429)
    respuesta["Retry-After"] = "3600"
    return respuesta
