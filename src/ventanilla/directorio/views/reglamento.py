"""El reglamento de peticiones, para quien administra: leerlo, preparar la versión siguiente, adoptarla."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from ventanilla.comun import enlaces
from ventanilla.comun.actores import Actor, Permiso
from ventanilla.comun.errores import Cambiado, DatosInvalidos, ErrorDeDominio
from ventanilla.comun.reloj import ahora
from ventanilla.comun.texto import limpiar, limpiar_linea
from ventanilla.directorio.consultas import actor_de, entidad
from ventanilla.directorio.consultas.reglamento import (
    adoptados,
    articulos_de,
    borrador,
    de_donde_salen,
    escritos_de,
    reglamento_vigente,
    ultimo_adoptado,
    valores_de,
)
from ventanilla.directorio.models import Reglamento, Usuario
from ventanilla.directorio.permisos import puede_cambiar_reglamento, puede_ver_la_entidad
from ventanilla.directorio.reglas.ajustes import SUELTOS
from ventanilla.directorio.reglas.reglamento import (
    AJUSTES,
    Ajuste,
    Escrito,
    comparar,
    fija,
    legible,
)
from ventanilla.directorio.servicios.reglamento import (
    adoptar,
    descartar_borrador,
    empezar_borrador,
    guardar_reglamento,
)

PAGINA = "directorio:reglamento"
BORRADOR = "directorio:reglamento_borrador"
REVISAR = "directorio:reglamento_revisar"
_MAXIMO = 80


class AjustesForm(forms.Form):
    """Los ajustes que los artículos pueden fijar."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, datos: Any, *, valores: Mapping[str, Any], version: int) -> None:
        iniciales = {c: _inicial(a, valores.get(c)) for c, a in AJUSTES.items()}
        super().__init__(datos or None, initial={**iniciales, "version": version})
        for campo, ajuste in AJUSTES.items():
            self.fields[campo] = _campo_de(ajuste)

    def valores(self) -> dict[str, Any]:
        """Como se guardan: la hora en texto ISO; sí y no, como tales."""
        salida = {}
        for campo, ajuste in AJUSTES.items():
            valor = self.cleaned_data[campo]
            if ajuste.clase == "hora":
                valor = valor.isoformat() if valor else None
            salida[campo] = valor == "si" if ajuste.clase == "si_no" else valor
        return salida


class AdopcionForm(forms.Form):
    """El acto y desde cuándo rige."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    acto = forms.CharField(
        label="Acto que lo adopta", max_length=120, help_text="Por ejemplo: Resolución 0123 de 2026"
    )
    fecha_acto = forms.DateField(
        label="Fecha del acto",
        widget=forms.DateInput(attrs={"type": "date", "class": "ancho-corto"}, format="%Y-%m-%d"),
    )
    desde = forms.DateField(
        label="Rige desde",
        help_text="Lo que se reciba desde ese día se tramita con esta versión.",
        widget=forms.DateInput(attrs={"type": "date", "class": "ancho-corto"}, format="%Y-%m-%d"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def ver(request: HttpRequest) -> HttpResponse:
    """GET: qué rige y de qué artículo sale cada ajuste. POST: empieza la versión siguiente."""
    actor, momento = _quien(request, puede_ver_la_entidad)
    if request.method == "POST":
        try:
            empezar_borrador(actor=actor, ahora=momento)
        except ErrorDeDominio as error:
            messages.error(request, str(error))
            return redirect(PAGINA)
        return redirect(BORRADOR)
    hoy = momento.date()
    salen = de_donde_salen(hoy)
    actuales = valores_de(entidad())
    contexto = {
        "rige": reglamento_vigente(hoy),
        "versiones": adoptados(),
        "borrador": borrador(),
        "ajustes": [
            {
                "nombre": a.nombre,
                "valor": legible(c, actuales[c]),
                "sale": salen.get(c),
                "suelto": _donde_se_cambia(c),
            }
            for c, a in AJUSTES.items()
        ],
        "puede": puede_cambiar_reglamento(actor),
        "hoy": hoy,
        "url_publica": enlaces.REGLAMENTO,
    }
    return render(request, "directorio/reglamento.html", contexto)


@require_http_methods(["GET", "HEAD", "POST"])
def editar(request: HttpRequest) -> HttpResponse:
    """El borrador: sus artículos y los ajustes que fijan. Lo escrito no se pierde si algo falta."""
    actor, momento = _quien(request, puede_cambiar_reglamento)
    preparado = borrador()
    if preparado is None:
        messages.info(request, "No hay borrador: empiece uno.")
        return redirect(PAGINA)
    formulario = AjustesForm(request.POST, valores=preparado.valores, version=preparado.version)
    escritos = _escritos(request) if request.method == "POST" else escritos_de(preparado)
    errores: list[str] = []
    if request.method == "POST" and formulario.is_valid():
        try:
            guardar_reglamento(
                preparado,
                articulos=escritos,
                valores=formulario.valores(),
                version=formulario.cleaned_data["version"],
                actor=actor,
                ahora=momento,
            )
        except DatosInvalidos as error:
            errores = [f.mensaje for f in error.faltas]
        except ErrorDeDominio as error:
            errores = [str(error)]
        else:
            messages.success(request, "El borrador quedó guardado. Todavía no cambia nada.")
            return redirect(REVISAR if "revisar" in request.POST else BORRADOR)
    filas = [{"numero": n, "articulo": a} for n, a in enumerate(escritos, start=1)]
    filas.append({"numero": len(filas) + 1, "articulo": Escrito("", ""), "es_nuevo": True})
    contexto = {
        "form": formulario,
        "ajustes": [formulario[c] for c in AJUSTES],
        "marcas": [{"marca": f"[{c}]", "nombre": a.nombre} for c, a in AJUSTES.items()],
        "filas": filas,
        "errores": errores,
        "borrador": preparado,
    }
    estado = 422 if request.method == "POST" else 200
    return render(request, "directorio/reglamento_borrador.html", contexto, status=estado)


@require_http_methods(["GET", "HEAD", "POST"])
def revisar(request: HttpRequest) -> HttpResponse:
    """Qué cambia frente a lo que rige, en el texto y en los ajustes; y adoptarlo con su acto."""
    actor, momento = _quien(request, puede_cambiar_reglamento)
    preparado = borrador()
    if preparado is None:
        messages.info(request, "No hay borrador: empiece uno.")
        return redirect(PAGINA)
    formulario = AdopcionForm(
        request.POST or None,
        initial={"version": preparado.version, "desde": momento.date().isoformat()},
    )
    if request.method == "POST" and formulario.is_valid():
        try:
            _adoptar(formulario, preparado, actor, momento)
        except DatosInvalidos as error:
            for falta in error.faltas:
                campo = falta.campo if falta.campo in formulario.fields else None
                formulario.add_error(campo, falta.mensaje)
        except Cambiado as error:
            messages.error(request, str(error))
            return redirect(REVISAR)
        else:
            messages.success(request, f"La versión {preparado.numero} quedó adoptada.")
            return redirect(PAGINA)
    anterior = ultimo_adoptado()
    escritos = escritos_de(preparado)
    contexto = {
        "form": formulario,
        "borrador": preparado,
        "anterior": anterior,
        "articulos": comparar(escritos_de(anterior) if anterior else [], escritos),
        "cambios": _cambios(preparado, escritos),
        "sueltos": _sueltos(anterior, escritos),
    }
    estado = 422 if request.method == "POST" else 200
    return render(request, "directorio/reglamento_revisar.html", contexto, status=estado)


@require_http_methods(["GET", "HEAD", "POST"])
def descartar(request: HttpRequest) -> HttpResponse:
    """POST borra el borrador; lo adoptado no se toca. Quien llegue de otro modo vuelve a él."""
    actor, _ = _quien(request, puede_cambiar_reglamento)
    if request.method != "POST":
        return redirect(BORRADOR)
    preparado = borrador()
    version = request.POST.get("version", "")
    if preparado is None or not version.isascii() or not version.isdigit():
        return redirect(PAGINA)
    try:
        descartar_borrador(preparado, version=int(version[:9]), actor=actor)
    except ErrorDeDominio as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "El borrador se descartó. Rige lo mismo que antes.")
    return redirect(PAGINA)


def _donde_se_cambia(campo: str) -> dict[str, str]:
    """La página de un ajuste que ningún artículo fija; el horario va con los datos de contacto."""
    if campo in SUELTOS:
        return {"texto": "Ajustes", "url": reverse(enlaces.AJUSTES)}
    return {"texto": "Nombre, contacto y escudo", "url": reverse(enlaces.CARA)}


def _quien(request: HttpRequest, puede: Any) -> tuple[Actor, datetime]:
    momento = ahora()
    if not isinstance(request.user, Usuario):
        raise PermissionDenied
    actor = actor_de(request.user, momento)
    request.quien_trabaja = actor  # type: ignore[attr-defined]
    permiso: Permiso = puede(actor)
    if not permiso:
        raise PermissionDenied(permiso.motivo)
    return actor, momento


def _adoptar(
    formulario: AdopcionForm, preparado: Reglamento, actor: Actor, momento: datetime
) -> None:
    datos = formulario.cleaned_data
    adoptar(
        preparado,
        acto=limpiar_linea(datos["acto"]),
        fecha_acto=datos["fecha_acto"],
        desde=datos["desde"],
        version=datos["version"],
        actor=actor,
        ahora=momento,
    )


def _escritos(request: HttpRequest) -> list[Escrito]:
    """Los artículos del formulario, en orden; el que no dice nada no está."""
    titulos = request.POST.getlist("titulo")[:_MAXIMO]
    textos = request.POST.getlist("texto")[:_MAXIMO]
    limpios = [
        Escrito(limpiar_linea(titulo)[:160], limpiar(texto).strip()[:20_000])
        for titulo, texto in zip(titulos, textos, strict=False)
    ]
    return [e for e in limpios if e.titulo or e.plantilla]


def _cambios(preparado: Reglamento, escritos: list[Escrito]) -> list[dict[str, Any]]:
    """Los ajustes que quedarían distintos, con su artículo, antes y después."""
    actuales = valores_de(entidad())
    return [
        {
            "nombre": AJUSTES[c].nombre,
            "articulo": numero,
            "antes": legible(c, actuales[c]),
            "despues": legible(c, preparado.valores[c]),
        }
        for c, numero in fija(escritos).items()
        if c in AJUSTES and actuales[c] != preparado.valores[c]
    ]


def _sueltos(anterior: Reglamento | None, escritos: list[Escrito]) -> list[str]:
    """Ajustes que la versión anterior fijaba y esta no: quedan como están y se cambian en «Ajustes»."""
    if anterior is None:
        return []
    quedan = fija(escritos)
    antes = fija([Escrito(a.titulo, a.plantilla) for a in articulos_de(anterior)])
    return [AJUSTES[c].nombre for c in antes if c in AJUSTES and c not in quedan]


def _inicial(ajuste: Ajuste, valor: Any) -> Any:
    return ("si" if valor else "no") if ajuste.clase == "si_no" else valor


def _campo_de(ajuste: Ajuste) -> forms.Field:
    match ajuste.clase:
        case "texto":
            return forms.CharField(label=ajuste.nombre, max_length=ajuste.mayor)
        case "entero":
            return forms.IntegerField(label=ajuste.nombre, min_value=1, max_value=ajuste.mayor)
        case "hora":
            reloj = forms.TimeInput(attrs={"type": "time", "class": "ancho-corto"}, format="%H:%M")
            return forms.TimeField(label=ajuste.nombre, required=False, widget=reloj)
    return forms.ChoiceField(label=ajuste.nombre, choices=list(ajuste.opciones))
