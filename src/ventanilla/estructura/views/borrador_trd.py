"""Preparar la versión siguiente de la TRD: sus series, qué cambia y con qué acto empieza a regir."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from ventanilla.archivo.consultas.trd import (
    borrador_trd,
    escritas,
    series_con_su_uso,
    ultima_adoptada,
)
from ventanilla.archivo.models import SerieDocumental, VersionTrd
from ventanilla.archivo.permisos import puede_cambiar_trd
from ventanilla.archivo.reglas.version_trd import comparar_series, faltas_de_version
from ventanilla.archivo.servicios.borrador_trd import (
    descartar_borrador_trd,
    guardar_serie,
    quitar_serie,
)
from ventanilla.comun.actores import Actor
from ventanilla.comun.errores import ErrorDeDominio
from ventanilla.comun.fechas import fecha_larga
from ventanilla.comun.formularios import poner_faltas
from ventanilla.comun.reloj import en_bogota
from ventanilla.directorio.consultas.quien import quien
from ventanilla.estructura.consultas.trd import abren_en, nombres_de_tipos
from ventanilla.estructura.forms.trd import AdoptarTrdForm, EdicionForm, SerieForm
from ventanilla.estructura.servicios.trd import adoptar_y_poner, empezar_trd

METODOS = ["GET", "HEAD", "POST"]
BORRADOR = "estructura:trd_borrador"


@require_http_methods(METODOS)
def borrador(request: HttpRequest) -> HttpResponse:
    """GET: las series que se preparan. POST: empieza el borrador desde la última versión."""
    actor, _ = _quien_cambia(request)
    if request.method == "POST":
        empezar_trd(actor=actor)
        return redirect(BORRADOR)
    preparada = borrador_trd()
    nombres = nombres_de_tipos()
    series = series_con_su_uso(preparada) if preparada else []
    contexto = {
        "borrador": preparada,
        "base": ultima_adoptada(),
        "series": [{"serie": s, "abren": [nombres.get(c, c) for c in s.abren]} for s in series],
        "faltas": faltas_de_version(escritas(preparada)) if preparada else [],
        "migas": _migas(),
    }
    return render(request, "estructura/trd_borrador.html", contexto)


@require_http_methods(METODOS)
def serie_nueva(request: HttpRequest) -> HttpResponse:
    """Agregar una serie o subserie."""
    actor, momento = _quien_cambia(request)
    preparada = borrador_trd()
    if preparada is None:
        return redirect(BORRADOR)
    return _editar(request, actor, momento, preparada, None)


@require_http_methods(METODOS)
def serie(request: HttpRequest, serie_id: int) -> HttpResponse:
    """Cambiar una."""
    actor, momento = _quien_cambia(request)
    una = _la_serie(serie_id)
    return _editar(request, actor, momento, una.version, una)


@require_http_methods(METODOS)
def quitar(request: HttpRequest, serie_id: int) -> HttpResponse:
    """POST la quita del borrador; quien llegue de otro modo vuelve a ella."""
    actor, _ = _quien_cambia(request)
    una = _la_serie(serie_id)
    formulario = EdicionForm(request.POST)
    if request.method != "POST" or not formulario.is_valid():
        return redirect("estructura:trd_serie", serie_id)
    try:
        quitar_serie(una, edicion=formulario.cleaned_data["edicion"], actor=actor)
    except ErrorDeDominio as error:
        messages.error(request, str(error))
        return redirect("estructura:trd_serie", serie_id)
    messages.success(request, f"{una} ya no está en el borrador.")
    return redirect(BORRADOR)


@require_http_methods(METODOS)
def revisar(request: HttpRequest) -> HttpResponse:
    """Qué cambia frente a la última adoptada; con el acto y la fecha, se adopta."""
    actor, momento = _quien_cambia(request)
    preparada = borrador_trd()
    if preparada is None:
        return redirect(BORRADOR)
    hoy = en_bogota(momento).date()
    formulario = AdoptarTrdForm(
        request.POST or None,
        initial={
            "edicion": preparada.edicion,
            "numero": preparada.numero,
            "desde": hoy.isoformat(),
        },
    )
    if request.method == "POST" and formulario.is_valid():
        try:
            adoptar_y_poner(
                preparada,
                adopcion=formulario.adopcion(),
                edicion=formulario.cleaned_data["edicion"],
                actor=actor,
                ahora=momento,
            )
        except ErrorDeDominio as error:
            poner_faltas(formulario, error)
        else:
            desde = formulario.cleaned_data["desde"]
            rige = "Ya rige" if desde <= hoy else f"Rige desde el {fecha_larga(desde)}"
            messages.success(request, f"La versión quedó adoptada. {rige}.")
            return redirect("estructura:trd")
    base = ultima_adoptada()
    comparadas = comparar_series(
        escritas(base, abren_en(base)) if base else [], escritas(preparada)
    )
    contexto = {
        "borrador": preparada,
        "base": base,
        "cambian": [c for c in comparadas if c.que != "igual"],
        "iguales": sum(c.que == "igual" for c in comparadas),
        "faltas": faltas_de_version(escritas(preparada)),
        "form": formulario,
        "migas": _migas("Revisar y adoptar"),
    }
    estado = 422 if formulario.errors else 200
    return render(request, "estructura/trd_revisar.html", contexto, status=estado)


@require_http_methods(METODOS)
def descartar(request: HttpRequest) -> HttpResponse:
    """POST borra el borrador; quien llegue de otro modo vuelve a él."""
    actor, _ = _quien_cambia(request)
    preparada = borrador_trd()
    formulario = EdicionForm(request.POST)
    if request.method != "POST" or preparada is None or not formulario.is_valid():
        return redirect(BORRADOR)
    try:
        descartar_borrador_trd(preparada, edicion=formulario.cleaned_data["edicion"], actor=actor)
    except ErrorDeDominio as error:
        messages.error(request, str(error))
        return redirect(BORRADOR)
    messages.success(request, "El borrador se descartó. Rige lo mismo que antes.")
    return redirect("estructura:trd")


def _editar(
    request: HttpRequest,
    actor: Actor,
    momento: datetime,
    preparada: VersionTrd,
    una: SerieDocumental | None,
) -> HttpResponse:
    formulario = _formulario(request, momento, preparada, una)
    if request.method == "POST" and formulario.is_valid():
        datos = formulario.cleaned_data
        try:
            guardada = guardar_serie(
                preparada,
                una,
                formulario.datos(),
                abren=datos.get("abren", []),
                madre=datos["madre"],
                edicion=datos["edicion"],
                actor=actor,
            )
        except ErrorDeDominio as error:
            poner_faltas(formulario, error)
        else:
            messages.success(request, f"{guardada} quedó en el borrador. Todavía no cambia nada.")
            return redirect(BORRADOR)
    contexto = {
        "form": formulario,
        "serie": una,
        "borrador": preparada,
        "migas": _migas(str(una) if una else "Serie nueva"),
    }
    estado = 422 if formulario.errors else 200
    return render(request, "estructura/trd_serie.html", contexto, status=estado)


def _formulario(
    request: HttpRequest, momento: datetime, preparada: VersionTrd, una: SerieDocumental | None
) -> SerieForm:
    actual = una.dependencia.codigo if una and una.dependencia else ""
    inicial: dict[str, Any] = {"edicion": preparada.edicion}
    if una is not None:
        propios = ("codigo", "nombre", "retencion_gestion", "retencion_central", "disposicion")
        sueltos = ("tipos", "es_de_peticiones", "codigo_inventado", "abren")
        inicial |= {c: getattr(una, c) for c in (*propios, *sueltos)}
        inicial |= {"madre": una.madre_id, "dependencia": actual}
    madres = preparada.series.filter(madre__isnull=True).exclude(pk=una.pk if una else 0)
    return SerieForm(
        request.POST or None,
        initial=inicial,
        hoy=en_bogota(momento).date(),
        madres=list(madres),
        tipos=nombres_de_tipos(),
        actual=actual,
    )


def _la_serie(serie_id: int) -> SerieDocumental:
    """Raises: Http404 si no es de un borrador."""
    filas = SerieDocumental.objects.select_related("version", "dependencia")
    return get_object_or_404(filas, pk=serie_id, version__estado=VersionTrd.Estado.BORRADOR)


def _quien_cambia(request: HttpRequest) -> tuple[Actor, datetime]:
    actor, momento = quien(request)
    permiso = puede_cambiar_trd(actor)
    if not permiso:
        raise PermissionDenied(permiso.motivo)
    return actor, momento


def _migas(ultima: str = "") -> list[dict[str, str]]:
    migas = [
        {"texto": "La entidad", "url": reverse("directorio:entidad")},
        {"texto": "Tabla de retención documental", "url": reverse("estructura:trd")},
    ]
    if ultima:
        migas.append({"texto": "Versión que se prepara", "url": reverse(BORRADOR)})
    return [*migas, {"texto": ultima or "Versión que se prepara", "url": ""}]
