"""La página del paz y salvo: escoger de quién y a qué corte, verlo y expedirlo."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from ventanilla.comun.actores import Actor
from ventanilla.comun.texto import limpiar_linea, plegar
from ventanilla.directorio.consultas.quien import quien
from ventanilla.directorio.models import Dependencia, Usuario
from ventanilla.directorio.permisos import (
    dependencias_que_certifica,
    personas_que_certifica,
    puede_certificar,
)
from ventanilla.documentos.servicios import ErrorDocumento
from ventanilla.estructura.consultas.a_cargo import DeQuien, a_cargo, instante_del_corte
from ventanilla.estructura.consultas.paz_y_salvo import lo_que_dice
from ventanilla.estructura.servicios.paz_y_salvo import expedir_paz_y_salvo

# Hasta cuántas se ofrecen sin buscar, y cuántas de lo hallado.
POCAS, MUCHAS = 8, 30


class CorteForm(forms.Form):
    """De quién y a qué día. Solo ofrece lo que la persona puede ver."""

    de = forms.ChoiceField(
        label="De quién",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Busque a la persona o la dependencia y escójala.",
            "invalid_choice": "Escoja una de las que puede certificar.",
        },
    )
    corte = forms.DateField(
        label="Fecha de corte",
        help_text="Al final de ese día; si es hoy, a esta hora.",
        widget=forms.DateInput(attrs={"type": "date", "class": "ancho-corto"}, format="%Y-%m-%d"),
    )

    def __init__(self, datos: Any, *, opciones: list[tuple[str, str]], hoy: date) -> None:
        sola = opciones[0][0] if len(opciones) == 1 else None
        super().__init__(datos, initial={"corte": hoy, "de": sola})
        self.hoy = hoy
        self.fields["corte"].widget.attrs["max"] = hoy.isoformat()
        campo = self.fields["de"]
        assert isinstance(campo, forms.ChoiceField)
        campo.choices = opciones

    def clean_corte(self) -> date:
        corte: date = self.cleaned_data["corte"]
        if corte > self.hoy:
            raise forms.ValidationError("Escoja hoy o un día que ya pasó.")
        return corte

    def quien(self) -> DeQuien:
        """La persona o la dependencia escogida."""
        escogido = self.cleaned_data["de"]
        modelo: type[Usuario] | type[Dependencia] = (
            Usuario if escogido.startswith("p") else Dependencia
        )
        return modelo.objects.get(pk=int(escogido[1:]))


@require_http_methods(["GET", "HEAD", "POST"])
def paz_y_salvo(request: HttpRequest) -> HttpResponse:
    """GET busca y lo muestra; POST lo expide y lo entrega como descarga."""
    actor, momento = quien(request)
    permiso = puede_certificar(actor)
    if not permiso:
        raise PermissionDenied(permiso.motivo)
    datos = request.POST if request.method == "POST" else request.GET
    buscado = limpiar_linea(datos.get("q", ""))[:100]
    candidatos = certificables(actor)
    halladas = _halladas(candidatos, buscado)
    escogida = datos.get("de", "")
    opciones = [c for c in candidatos if c in halladas[:MUCHAS] or c[0] == escogida]
    pide = request.method == "POST" or "de" in datos or "ver" in datos
    formulario = CorteForm(datos if pide else None, opciones=opciones, hoy=momento.date())
    contexto: dict[str, Any] = {
        "form": formulario,
        "buscado": buscado,
        "opciones": opciones,
        "busca": len(candidatos) > POCAS,
        "hay_mas": len(halladas) - MUCHAS,
    }
    if formulario.is_bound and formulario.is_valid():
        de, corte = formulario.quien(), formulario.cleaned_data["corte"]
        if request.method == "POST":
            return _entregar(request, de, corte, actor, momento)
        pendientes = a_cargo(de, corte=instante_del_corte(corte, momento))
        contexto |= {
            "dicho": lo_que_dice(de, pendientes, corte),
            "pendientes": pendientes,
            "escogido": formulario.cleaned_data["de"],
            "corte": corte.isoformat(),
        }
    return render(request, "estructura/paz_y_salvo.html", contexto)


def certificables(actor: Actor) -> list[tuple[str, str]]:
    """(«d12» o «p7», nombre) de cada dependencia y después de cada persona que puede certificar."""
    unidades = [(f"d{d.pk}", d.nombre) for d in dependencias_que_certifica(actor)]
    return unidades + [(f"p{p.pk}", p.nombre) for p in personas_que_certifica(actor)]


def _halladas(candidatos: list[tuple[str, str]], buscado: str) -> list[tuple[str, str]]:
    """Las que tienen todas las palabras, sin tildes; sin buscar, todas si son pocas."""
    palabras = plegar(buscado).split()
    if not palabras:
        return candidatos if len(candidatos) <= POCAS else []
    return [c for c in candidatos if all(p in plegar(c[1]) for p in palabras)]


def _entregar(
    request: HttpRequest, de: DeQuien, corte: date, actor: Actor, momento: Any
) -> HttpResponse:
    try:
        hecho = expedir_paz_y_salvo(de, corte=corte, actor=actor, ahora=momento)
    except ErrorDocumento:
        messages.error(request, "No se pudo componer el documento. Vuelva a intentarlo.")
        return redirect("estructura:paz_y_salvo")
    respuesta = HttpResponse(hecho.pdf, content_type="application/pdf")
    nombre = "paz-y-salvo" if not hecho.pendientes else "radicados-pendientes"
    respuesta["Content-Disposition"] = f'attachment; filename="{nombre}-{corte:%Y%m%d}.pdf"'
    return respuesta
