"""Los accesos de entes de control: la lista, dar uno, ver qué ha mirado y revocarlo."""

import hashlib
import uuid
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ventanilla.comun.actores import Actor
from ventanilla.comun.errores import ErrorDeDominio
from ventanilla.comun.formularios import poner_faltas
from ventanilla.comun.reloj import en_bogota
from ventanilla.comun.texto import limpiar_linea
from ventanilla.peticiones.consultas.accesos_externos import (
    alcance_de,
    alcanzadas,
    condicion_de_alcance,
    dicho_del_alcance,
    estado_hoy,
    miradas_de,
)
from ventanilla.peticiones.forms.entes import AccesoExternoForm
from ventanilla.peticiones.models import AccesoExterno, Peticion
from ventanilla.peticiones.permisos import puede_dar_acceso_externo, puede_ver_accesos_externos
from ventanilla.peticiones.reglas.acceso_externo import EstadoDelAcceso
from ventanilla.peticiones.servicios.accesos_externos import (
    AccesoPedido,
    dar_acceso,
    enviar_otro_enlace,
    revisar_acceso,
    revocar_acceso,
)
from ventanilla.peticiones.views.puerta import quien

POR_PAGINA = 50
LISTA, UNO = "peticiones:accesos_externos", "peticiones:acceso_externo"
DICHOS = {
    EstadoDelAcceso.VIGENTE: ("Vigente", "bien", "visto"),
    EstadoDelAcceso.POR_EMPEZAR: ("Por empezar", "", "reloj"),
    EstadoDelAcceso.VENCIDO: ("Vencido", "neutro", "reloj"),
    EstadoDelAcceso.REVOCADO: ("Revocado", "mal", "cerrar"),
}


@require_safe
def accesos_externos(request: HttpRequest) -> HttpResponse:
    """Todos los que se han dado, del más nuevo al más viejo."""
    actor, momento = _quien_ve(request)
    filas = AccesoExterno.objects.select_related("creado_por").prefetch_related("dependencias")
    pagina = Paginator(filas, POR_PAGINA).get_page(request.GET.get("pagina"))
    contexto = {
        "pagina": pagina,
        "filas": [
            {"acceso": a, "alcance": alcance_de(a), **_dicho(a, momento)}
            for a in pagina.object_list
        ],
        "da": puede_dar_acceso_externo(actor),
    }
    return render(request, "peticiones/accesos_externos.html", contexto)


@require_http_methods(["GET", "HEAD", "POST"])
def nuevo(request: HttpRequest) -> HttpResponse:
    """El formulario; lleno, cuántas leería; y, visto eso, se da y se envía."""
    actor, momento = _quien_da(request)
    datos = request.POST if request.method == "POST" else None
    formulario = AccesoExternoForm(datos, hoy=en_bogota(momento).date())
    vista: dict[str, Any] = {}
    if formulario.is_bound and formulario.is_valid():
        pedido = _pedido(formulario.cleaned_data)
        try:
            if request.POST.get("visto") == _huella(pedido):
                acceso = dar_acceso(pedido, actor=actor, ahora=momento)
                messages.success(request, f"El enlace va en camino a {acceso.correo}.")
                return redirect(UNO, acceso.uuid)
            vista = _lo_que_leeria(pedido, momento)
        except ErrorDeDominio as error:
            poner_faltas(formulario, error)
    contexto = {"form": formulario, "vista": vista, "migas": _migas("Dar un acceso")}
    estado = 422 if formulario.errors else 200
    return render(request, "peticiones/acceso_externo_nuevo.html", contexto, status=estado)


@require_safe
def acceso_externo(request: HttpRequest, identificador: uuid.UUID) -> HttpResponse:
    """A quién se dio, por qué, sobre qué, y qué ha leído."""
    actor, momento = _quien_ve(request)
    acceso = _el_acceso(identificador)
    contexto = {
        "acceso": acceso,
        "alcance": alcance_de(acceso),
        "cuantas": alcanzadas(acceso).count(),
        "miradas": miradas_de(acceso),
        "da": puede_dar_acceso_externo(actor),
        "migas": _migas(acceso.ente),
        **_dicho(acceso, momento),
    }
    return render(request, "peticiones/acceso_externo.html", contexto)


@require_http_methods(["GET", "HEAD", "POST"])
def revocar(request: HttpRequest, identificador: uuid.UUID) -> HttpResponse:
    """GET pregunta; POST lo revoca."""
    actor, momento = _quien_da(request)
    acceso = _el_acceso(identificador)
    if request.method != "POST":
        contexto = {"acceso": acceso, "migas": _migas("Revocar")}
        return render(request, "peticiones/acceso_externo_revocar.html", contexto)
    try:
        revocar_acceso(acceso, actor=actor, ahora=momento)
    except ErrorDeDominio as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Quedó revocado: el enlace ya no abre nada.")
    return redirect(UNO, acceso.uuid)


@require_POST
def otro_enlace(request: HttpRequest, identificador: uuid.UUID) -> HttpResponse:
    """Envía un enlace nuevo al mismo correo; el anterior deja de servir."""
    actor, momento = _quien_da(request)
    acceso = _el_acceso(identificador)
    try:
        enviar_otro_enlace(acceso, actor=actor, ahora=momento)
    except ErrorDeDominio as error:
        messages.error(request, str(error))
    else:
        messages.success(
            request, f"Va otro enlace en camino a {acceso.correo}. El anterior ya no sirve."
        )
    return redirect(UNO, acceso.uuid)


def _quien_ve(request: HttpRequest) -> tuple[Actor, datetime]:
    actor, momento = quien(request)
    if not (permiso := puede_ver_accesos_externos(actor)):
        raise PermissionDenied(permiso.motivo)
    return actor, momento


def _quien_da(request: HttpRequest) -> tuple[Actor, datetime]:
    actor, momento = quien(request)
    if not (permiso := puede_dar_acceso_externo(actor)):
        raise PermissionDenied(permiso.motivo)
    return actor, momento


def _el_acceso(identificador: uuid.UUID) -> AccesoExterno:
    filas = AccesoExterno.objects.select_related("creado_por", "revocado_por")
    return get_object_or_404(filas, uuid=identificador)


def _pedido(datos: dict[str, Any]) -> AccesoPedido:
    return AccesoPedido(
        ente=limpiar_linea(datos["ente"]),
        persona=limpiar_linea(datos["persona"]),
        correo=datos["correo"].lower(),
        acto=limpiar_linea(datos["acto"]),
        desde=datos["desde"],
        hasta=datos["hasta"],
        numeros=datos["numeros"],
        dependencias=tuple(datos["dependencias"]),
        clases=tuple(datos["clases"]),
        recibidas_desde=datos["recibidas_desde"],
        recibidas_hasta=datos["recibidas_hasta"],
    )


def _huella(pedido: AccesoPedido) -> str:
    dicho = repr((pedido, [d.pk for d in pedido.dependencias]))
    return hashlib.sha256(dicho.encode()).hexdigest()


def _lo_que_leeria(pedido: AccesoPedido, momento: datetime) -> dict[str, Any]:
    listadas = revisar_acceso(pedido, ahora=momento)
    de = (pedido.dependencias, pedido.clases, pedido.recibidas_desde, pedido.recibidas_hasta)
    condicion = condicion_de_alcance([d.pk for d in de[0]], *de[1:])
    return {
        "visto": _huella(pedido),
        "cuantas": len(listadas) or Peticion.objects.filter(condicion).count(),
        "alcance": "Las de la lista de números." if listadas else dicho_del_alcance(*de),
    }


def _dicho(acceso: AccesoExterno, momento: datetime) -> dict[str, Any]:
    """El estado de hoy con palabra, tono y figura; `abre` si el enlace sirve o va a servir."""
    estado = estado_hoy(acceso, momento)
    texto, tono, figura = DICHOS[estado]
    vivo = estado in (EstadoDelAcceso.VIGENTE, EstadoDelAcceso.POR_EMPEZAR)
    return {"estado": texto, "tono": tono, "figura": figura, "vivo": vivo}


def _migas(ultima: str) -> list[dict[str, str]]:
    return [
        {"texto": "Entes de control", "url": reverse(LISTA)},
        {"texto": ultima, "url": ""},
    ]
