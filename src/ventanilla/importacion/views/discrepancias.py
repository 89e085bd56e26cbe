"""La lista de fechas que no son las de ley: mirar, tomar, resolver y bajarla."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ventanilla.comun.actores import Actor
from ventanilla.comun.errores import DatosInvalidos, ErrorDeDominio
from ventanilla.comun.reloj import ahora
from ventanilla.directorio.consultas import actor_de
from ventanilla.directorio.models import Usuario
from ventanilla.importacion.consultas.discrepancias import (
    ESTADOS,
    cuentas,
    filtradas,
    la_siguiente,
    visibles,
)
from ventanilla.importacion.forms import ResolverForm
from ventanilla.importacion.models import Discrepancia
from ventanilla.importacion.permisos import puede_resolver_discrepancia, puede_ver_discrepancias
from ventanilla.importacion.reglas.tablas import tabla_csv
from ventanilla.importacion.servicios.resolver import resolver as hacer_resolver
from ventanilla.importacion.servicios.resolver import resolver_varias, tomar
from ventanilla.peticiones.consultas.publicas import plazo_de_respuesta

POR_PAGINA = 50


def _quien(request: HttpRequest) -> Actor:
    if not isinstance(request.user, Usuario):
        raise PermissionDenied
    actor = actor_de(request.user, ahora())
    request.quien_trabaja = actor  # type: ignore[attr-defined]
    permiso = puede_ver_discrepancias(actor)
    if not permiso:
        raise PermissionDenied(permiso.motivo)
    return actor


def _filtro(request: HttpRequest) -> dict[str, Any]:
    estado, sentido = request.GET.get("estado", ""), request.GET.get("sentido", "")
    return {
        "estado": estado if estado in ESTADOS else "",
        "sentido": sentido if sentido in Discrepancia.Sentido.values else "",
        "solo_abiertas": request.GET.get("abiertas") == "1",
    }


@require_safe
def lista(request: HttpRequest) -> HttpResponse:
    """Con filtro por estado, por sentido y solo las que siguen abiertas."""
    actor = _quien(request)
    filtro = _filtro(request)
    pagina = Paginator(filtradas(actor, **filtro), POR_PAGINA).get_page(request.GET.get("pagina"))
    contexto = {
        "pagina": pagina,
        "filtro": filtro,
        "estados": ESTADOS.items(),
        "sentidos": Discrepancia.Sentido.choices,
        "cuentas": cuentas(actor),
        "consulta": request.GET.urlencode(),
        "decide": any(
            not d.resolucion and puede_resolver_discrepancia(actor, d.peticion) for d in pagina
        ),
    }
    return render(request, "importacion/discrepancias.html", contexto)


@require_safe
def bajar(request: HttpRequest) -> HttpResponse:
    """La misma lista, con su filtro, en CSV."""
    actor = _quien(request)
    filas = filtradas(actor, **_filtro(request)).iterator(chunk_size=2000)
    tabla = tabla_csv(
        (
            "radicado",
            "origen",
            "dependencia",
            "vence_en_origen",
            "vence_de_ley",
            "sentido",
            "abierta",
            "la_mira",
            "resolucion",
            "motivo",
        ),
        (
            (
                d.peticion.radicado.impreso,
                d.peticion.radicado.serie.nombre,
                d.peticion.dependencia.nombre if d.peticion.dependencia else "",
                d.vence_en_origen,
                d.vence_de_ley,
                d.get_sentido_display(),
                "no" if d.peticion.esta_cerrada else "sí",
                d.responsable.nombre if d.responsable else "",
                d.get_resolucion_display(),
                d.motivo,
            )
            for d in filas
        ),
    )
    respuesta = HttpResponse(tabla.encode(), content_type="text/csv; charset=utf-8")
    respuesta["Content-Disposition"] = 'attachment; filename="discrepancias.csv"'
    return respuesta


@require_http_methods(["GET", "HEAD", "POST"])
def una(request: HttpRequest, clave: int) -> HttpResponse:
    """Las dos fechas de una petición; quien puede, la toma y la resuelve."""
    actor = _quien(request)
    discrepancia = get_object_or_404(visibles(actor), pk=clave)
    permiso = puede_resolver_discrepancia(actor, discrepancia.peticion)
    formulario = ResolverForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if not permiso:
            raise PermissionDenied(permiso.motivo)
        if _hacer(request, discrepancia, formulario, actor):
            return redirect(_adonde(request, discrepancia, actor))
    contexto = {
        "d": discrepancia,
        "p": discrepancia.peticion,
        "plazo": plazo_de_respuesta(discrepancia.peticion),
        "form": formulario,
        "permiso": permiso,
        "consulta": request.GET.urlencode(),
        "migas": [
            {"texto": "Discrepancias", "url": _de_la_lista(request.GET)},
            {"texto": discrepancia.peticion.radicado.impreso, "url": ""},
        ],
    }
    estado = 422 if request.method == "POST" else 200
    return render(request, "importacion/discrepancia.html", contexto, status=estado)


def _de_la_lista(consulta: QueryDict) -> str:
    return f"{reverse('importacion:discrepancias')}?{consulta.urlencode()}".rstrip("?")


def _adonde(request: HttpRequest, discrepancia: Discrepancia, actor: Actor) -> str:
    """Después de resolver, la siguiente de la misma lista; si no hay más, la lista."""
    if not discrepancia.resolucion:
        return request.get_full_path()
    siguiente = la_siguiente(filtradas(actor, **_filtro(request)), discrepancia)
    if siguiente is None:
        return _de_la_lista(request.GET)
    pagina = reverse("importacion:discrepancia", args=[siguiente.pk])
    return f"{pagina}?{request.GET.urlencode()}".rstrip("?")


@require_POST
def varias(request: HttpRequest) -> HttpResponse:
    """Las elegidas en la lista, con sus dos fechas; con una decisión, las resuelve todas."""
    actor = _quien(request)
    dichas = request.POST.getlist("de_la_pagina" if "toda" in request.POST else "elegida")
    claves = [int(c) for c in dichas[:POR_PAGINA] if c.isascii() and c.isdecimal() and len(c) < 19]
    elegidas = [
        d
        for d in visibles(actor).filter(pk__in=claves, resolucion="").order_by("vence_de_ley", "pk")
        if puede_resolver_discrepancia(actor, d.peticion)
    ]
    lista_de_antes = _de_la_lista(QueryDict(request.POST.get("consulta", "")))
    if not elegidas:
        messages.error(request, "Marque en la lista una o más sin resolver que usted decida.")
        return redirect(lista_de_antes)
    decide = request.POST.get("accion") == "resolver"
    formulario = ResolverForm(request.POST if decide else None)
    if decide and formulario.is_valid():
        try:
            fallidas = resolver_varias(
                elegidas, **formulario.cleaned_data, actor=actor, ahora=ahora()
            )
        except DatosInvalidos as malos:
            for falta in malos.faltas:
                formulario.add_error(falta.campo, falta.mensaje)
        else:
            _contar(request, len(elegidas) - len(fallidas), fallidas)
            return redirect(lista_de_antes)
    contexto = {
        "elegidas": elegidas,
        "form": formulario,
        "consulta": request.POST.get("consulta", ""),
        "lista": lista_de_antes,
        "tardias": sum(d.sentido == "despues" and not d.peticion.esta_cerrada for d in elegidas),
        "migas": [
            {"texto": "Discrepancias", "url": lista_de_antes},
            {"texto": "Resolver varias", "url": ""},
        ],
    }
    estado = 422 if formulario.errors else 200
    return render(request, "importacion/discrepancias_varias.html", contexto, status=estado)


def _contar(
    request: HttpRequest, cuantas: int, fallidas: Sequence[tuple[Discrepancia, str]]
) -> None:
    if cuantas:
        dicho = "Quedó resuelta 1." if cuantas == 1 else f"Quedaron resueltas {cuantas}."
        messages.success(request, dicho)
    for discrepancia, motivo in fallidas:
        messages.error(request, f"{discrepancia.peticion.radicado.impreso}: {motivo}")


def _hacer(
    request: HttpRequest, discrepancia: Discrepancia, formulario: ResolverForm, actor: Actor
) -> bool:
    """Toma o resuelve; si algo falta, lo deja escrito en el formulario y devuelve `False`."""
    try:
        if request.POST.get("accion") == "tomar":
            tomar(discrepancia, actor=actor, ahora=ahora())
            messages.success(request, "Queda a su cargo.")
            return True
        if not formulario.is_valid():
            return False
        hacer_resolver(discrepancia, **formulario.cleaned_data, actor=actor, ahora=ahora())
    except DatosInvalidos as malos:
        for falta in malos.faltas:
            formulario.add_error(falta.campo, falta.mensaje)
        return False
    except ErrorDeDominio as error:
        messages.error(request, str(error))
        return True
    messages.success(request, "Quedó resuelta.")
    return True
