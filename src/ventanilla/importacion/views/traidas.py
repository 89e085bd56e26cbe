"""Subir un archivo, decir sus columnas, probarlo, traerlo y ver qué pasó."""

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from ventanilla.comun.actores import Actor
from ventanilla.comun.errores import DatosInvalidos, ErrorDeDominio
from ventanilla.comun.reloj import ahora, en_bogota
from ventanilla.directorio.consultas import actor_de, dependencias
from ventanilla.directorio.models import Usuario
from ventanilla.importacion.consultas.forma import forma_de, nombres_de_clases, valores_de
from ventanilla.importacion.consultas.permanencia import se_borra
from ventanilla.importacion.forms import (
    ColumnasForm,
    SubirForm,
    TraerForm,
    ValoresForm,
    admitidos,
)
from ventanilla.importacion.models import Traida
from ventanilla.importacion.permisos import puede_importar
from ventanilla.importacion.reglas.moldes import MOLDES, proponer
from ventanilla.importacion.reglas.tablas import tabla_csv
from ventanilla.importacion.servicios import traidas as verbos

POR_PAGINA = 25
PAGINA = "importacion:traida"
_SE_EDITA = verbos.EDITABLES


def _quien(request: HttpRequest) -> Actor:
    if not isinstance(request.user, Usuario):
        raise PermissionDenied
    actor = actor_de(request.user, ahora())
    request.quien_trabaja = actor  # type: ignore[attr-defined]
    permiso = puede_importar(actor)
    if not permiso:
        raise PermissionDenied(permiso.motivo)
    return actor


def _la_traida(identificador: uuid.UUID) -> Traida:
    return get_object_or_404(
        Traida.objects.select_related("archivo", "apartadas", "creada_por"), uuid=identificador
    )


def _migas(traida: Traida | None, *mas: str) -> list[dict[str, str]]:
    migas = [{"texto": "Traer de otro sistema", "url": reverse("importacion:lista")}]
    if traida is not None:
        migas.append({"texto": traida.nombre, "url": reverse(PAGINA, args=[traida.uuid])})
    return [*migas, *({"texto": m, "url": ""} for m in mas)]


@require_safe
def lista(request: HttpRequest) -> HttpResponse:
    """Las importaciones hechas, la última primero."""
    _quien(request)
    pagina = Paginator(Traida.objects.select_related("creada_por"), POR_PAGINA).get_page(
        request.GET.get("pagina")
    )
    contexto = {"pagina": pagina, "moldes": MOLDES.values()}
    return render(request, "importacion/lista.html", contexto)


@require_http_methods(["GET", "HEAD", "POST"])
def subir(request: HttpRequest) -> HttpResponse:
    """Recibe el archivo; si no se puede leer, dice qué hacer."""
    actor = _quien(request)
    formulario = SubirForm(
        request.POST or None,
        request.FILES or None,
        initial={"que": request.GET.get("que", "pqrsd")},
    )
    if request.method == "POST" and formulario.is_valid():
        archivo = formulario.cleaned_data["archivo"]
        try:
            traida = verbos.subir(
                archivo.name,
                archivo.chunks(),
                que=formulario.cleaned_data["que"],
                actor=actor,
                ahora=ahora(),
            )
        except DatosInvalidos as malos:
            for falta in malos.faltas:
                formulario.add_error("archivo", falta.mensaje)
        else:
            return redirect("importacion:columnas", traida.uuid)
    contexto = {
        "form": formulario,
        "moldes": MOLDES.values(),
        "migas": _migas(None, "Subir un archivo"),
    }
    estado = 422 if request.method == "POST" else 200
    return render(request, "importacion/subir.html", contexto, status=estado)


@require_safe
def plantilla(request: HttpRequest, que: str) -> HttpResponse:
    """Un CSV con los títulos que se reconocen y una fila de ejemplo."""
    _quien(request)
    molde = MOLDES.get(que)
    if molde is None:
        raise Http404
    tabla = tabla_csv([d.titulo for d in molde.datos], [[d.ejemplo for d in molde.datos]])
    respuesta = HttpResponse(tabla.encode(), content_type="text/csv; charset=utf-8")
    respuesta["Content-Disposition"] = f'attachment; filename="plantilla-{que}.csv"'
    return respuesta


@require_safe
def ver(request: HttpRequest, identificador: uuid.UUID) -> HttpResponse:
    """Cómo va o cómo quedó."""
    _quien(request)
    traida = _la_traida(identificador)
    datos = traida.resumen if traida.estado == Traida.Estado.TERMINADA else traida.prueba
    contexto = {
        "traida": traida,
        "molde": MOLDES[traida.que],
        "datos": datos,
        "se_borra": se_borra(traida),
        "tono": _TONOS.get(traida.estado, ""),
        "se_edita": traida.estado in _SE_EDITA,
        "migas": _migas(traida),
    }
    plantilla_html = "_avance" if request.GET.get("solo") == "avance" else "traida"
    return render(request, f"importacion/{plantilla_html}.html", contexto)


_TONOS = {"terminada": "bien", "fallida": "mal", "descartada": "neutro", "probada": "alerta"}


@require_http_methods(["GET", "HEAD", "POST"])
def columnas(request: HttpRequest, identificador: uuid.UUID) -> HttpResponse:
    """Qué columna es cada dato. En un libro, `?hoja=` y `?fila=` leen otra hoja u otro encabezado."""
    actor = _quien(request)
    traida = _la_traida(identificador)
    if traida.estado not in _SE_EDITA:
        return redirect(PAGINA, traida.uuid)
    formato = dict(traida.mapa.get("formato", {}))
    pedido = request.POST if request.method == "POST" else request.GET
    hoja = str(pedido.get("hoja", formato.get("hoja", "")))
    guardada = str(formato.get("encabezado", ""))
    fila = str(pedido.get("fila", guardada))
    if hoja != formato.get("hoja", "") and fila == guardada:
        # Otra hoja tiene sus títulos en otra fila: se buscan.
        fila = ""
    try:
        forma = forma_de(traida, hoja, int(fila) if fila.isdecimal() and len(fila) < 4 else 0)
    except (ErrorDeDominio, OSError) as error:
        texto = str(error) if isinstance(error, ErrorDeDominio) else "El archivo no se pudo abrir."
        messages.error(request, texto)
        return redirect(PAGINA, traida.uuid)
    if forma.hoja:
        traida.mapa = {
            **traida.mapa,
            "formato": {**formato, "hoja": forma.hoja, "encabezado": str(forma.fila)},
        }
        if forma.hoja != formato.get("hoja") or str(forma.fila) != formato.get("encabezado"):
            traida.mapa["columnas"] = proponer(MOLDES[traida.que], forma.encabezado)
    formulario = ColumnasForm(
        request.POST if request.method == "POST" else None,
        traida=traida,
        encabezado=forma.encabezado,
        clases=nombres_de_clases(),
    )
    if request.method == "POST" and formulario.is_valid():
        seguir = _guardar_columnas(traida, formulario, actor)
        if seguir:
            return redirect(seguir, traida.uuid)
    contexto = {
        "traida": traida,
        "form": formulario,
        "forma": forma,
        "migas": _migas(traida, "Columnas"),
    }
    return render(
        request,
        "importacion/columnas.html",
        contexto,
        status=422 if request.method == "POST" else 200,
    )


def _guardar_columnas(traida: Traida, formulario: ColumnasForm, actor: Actor) -> str:
    try:
        verbos.decir_columnas(
            traida,
            mapa=formulario.mapa(),
            cierres=formulario.cleaned_data.get("cierres", []),
            actor=actor,
            ahora=ahora(),
        )
        if traida.que == Traida.Que.PQRSD:
            return "importacion:valores"
        verbos.probar(traida, actor=actor, ahora=ahora())
    except ErrorDeDominio as error:
        formulario.add_error(None, str(error))
        return ""
    return PAGINA


@require_http_methods(["GET", "HEAD", "POST"])
def valores(request: HttpRequest, identificador: uuid.UUID) -> HttpResponse:
    """Qué quiere decir cada valor; al guardar, se prueba."""
    actor = _quien(request)
    traida = _la_traida(identificador)
    if traida.estado not in _SE_EDITA or traida.que != Traida.Que.PQRSD:
        return redirect(PAGINA, traida.uuid)
    hoy = en_bogota(ahora()).date()
    unidades = {d.codigo: f"{d.codigo} {d.nombre}" for d in dependencias(hoy)}
    try:
        hallados = valores_de(traida)
    except ErrorDeDominio as error:
        messages.error(request, str(error))
        return redirect("importacion:columnas", traida.uuid)
    formulario = ValoresForm(
        request.POST if request.method == "POST" else None,
        traida=traida,
        valores=hallados,
        opciones=admitidos(nombres_de_clases(), unidades),
    )
    if request.method == "POST" and formulario.is_valid():
        try:
            verbos.decir_columnas(
                traida,
                mapa=formulario.mapa(),
                cierres=[date.fromisoformat(c) for c in traida.cierres],
                actor=actor,
                ahora=ahora(),
            )
            verbos.probar(traida, actor=actor, ahora=ahora())
        except ErrorDeDominio as error:
            formulario.add_error(None, str(error))
        else:
            return redirect(PAGINA, traida.uuid)
    contexto = {"traida": traida, "form": formulario, "migas": _migas(traida, "Valores")}
    return render(
        request,
        "importacion/valores.html",
        contexto,
        status=422 if request.method == "POST" else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def traer(request: HttpRequest, identificador: uuid.UUID) -> HttpResponse:
    """La confirmación antes de traer."""
    actor = _quien(request)
    traida = _la_traida(identificador)
    if traida.estado not in _SE_EDITA or not traida.prueba:
        return redirect(PAGINA, traida.uuid)
    formulario = TraerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and formulario.is_valid():
        try:
            verbos.traer(traida, actor=actor, ahora=ahora())
        except ErrorDeDominio as error:
            messages.error(request, str(error))
        return redirect(PAGINA, traida.uuid)
    contexto = {
        "traida": traida,
        "molde": MOLDES[traida.que],
        "form": formulario,
        "migas": _migas(traida, "Traer"),
    }
    return render(
        request, "importacion/traer.html", contexto, status=422 if request.method == "POST" else 200
    )


def _de_un_toque(verbo: Callable[..., Any], exito: str) -> Callable[..., HttpResponse]:
    @require_http_methods(["GET", "HEAD", "POST"])
    def vista(request: HttpRequest, identificador: uuid.UUID) -> HttpResponse:
        actor = _quien(request)
        traida = _la_traida(identificador)
        if request.method != "POST":
            # Quien vuelve de entrar otra vez llega con GET: no se hace nada y se le muestra cómo va.
            return redirect(PAGINA, traida.uuid)
        try:
            verbo(traida, actor=actor, ahora=ahora())
        except ErrorDeDominio as error:
            messages.error(request, str(error))
        else:
            messages.success(request, exito)
        return redirect(PAGINA, traida.uuid)

    return vista


detener = _de_un_toque(
    verbos.detener, "Se detuvo. Lo que ya había entrado se queda; puede seguir cuando quiera."
)
descartar = _de_un_toque(verbos.descartar, "Quedó descartada: no se traerá.")


@require_safe
def apartadas(request: HttpRequest, identificador: uuid.UUID) -> HttpResponseBase:
    """Las filas que no entran, en CSV, sin fórmulas vivas. Queda escrito quién las bajó."""
    actor = _quien(request)
    traida = _la_traida(identificador)
    try:
        archivo = verbos.bajar_apartadas(traida, actor=actor, ahora=ahora())
    except (ErrorDeDominio, OSError) as error:
        no_abre = "El archivo no se pudo abrir. Vuelva a probar la importación."
        messages.error(request, str(error) if isinstance(error, ErrorDeDominio) else no_abre)
        return redirect(PAGINA, traida.uuid)
    respuesta = FileResponse(archivo, as_attachment=True, filename="filas-apartadas.csv")
    respuesta["Content-Type"] = "text/csv; charset=utf-8"
    return respuesta
