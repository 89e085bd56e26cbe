"""Crear, editar, renombrar y mover dependencias. Lo que vale lo deciden los servicios."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from ventanilla.directorio.consultas import vigentes
from ventanilla.directorio.models import Dependencia


def campo_fecha(rotulo: str, ayuda: str = "") -> forms.DateField:
    """Un día, con el calendario del navegador."""
    return forms.DateField(
        label=rotulo,
        help_text=ayuda,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


def campo_acto() -> forms.CharField:
    """El acto que dispone un cambio."""
    return forms.CharField(
        label="Acto",
        max_length=160,
        help_text="Su clase, número y fecha: «Decreto 0123 del 3 de marzo de 2026».",
    )


class LeidoForm(forms.Form):
    """Un formulario que recuerda cómo estaba cada dato al abrirlo, para no pisar a nadie."""

    leido = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_leido(self) -> Mapping[str, Any]:
        """Los datos como estaban; vacío si no llegaron enteros, y entonces todo se compara."""
        try:
            datos = json.loads(self.cleaned_data["leido"] or "{}")
        except (ValueError, RecursionError):
            datos = {}
        return datos if isinstance(datos, dict) else {}


class DatosDeDependenciaForm(LeidoForm):
    """Lo que se dice de una dependencia y no necesita acto."""

    mision = forms.CharField(
        label="Misión",
        required=False,
        help_text="En una o dos frases, para qué existe. Sale en el directorio.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    funciones = forms.CharField(
        label="Funciones",
        required=False,
        help_text="Una por línea.",
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    palabras = forms.CharField(
        label="Palabras con que la busca la gente",
        required=False,
        help_text="Separadas por comas: «huecos, andenes, alumbrado». Sirven para buscarla.",
    )
    correo = forms.CharField(label="Correo", required=False)
    telefono = forms.CharField(label="Teléfono", required=False)
    direccion = forms.CharField(label="Dirección", required=False)
    horario = forms.CharField(
        label="Horario", required=False, help_text="Si es el de la entidad, déjelo vacío."
    )
    es_atencion = forms.BooleanField(
        label="Reparte lo que llega",
        required=False,
        help_text="Solo una. Al marcarla, la que lo hacía deja de hacerlo.",
    )


class DependenciaNuevaForm(DatosDeDependenciaForm):
    """Una dependencia por crear."""

    codigo = forms.CharField(
        label="Código", help_text="El de la estructura o la TRD; no se cambia después."
    )
    nombre = forms.CharField(label="Nombre")
    padre = forms.ModelChoiceField(
        label="Depende de",
        queryset=Dependencia.objects.none(),
        required=False,
        empty_label="De ninguna",
        to_field_name="codigo",
    )
    desde = campo_fecha("Existe desde")
    field_order = ("codigo", "nombre", "padre", "desde")

    def __init__(self, *args: Any, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ofrecer(self.fields["padre"], hoy)


class RenombrarForm(forms.Form):
    """El nombre nuevo y su acto."""

    nombre = forms.CharField(label="Nombre nuevo", max_length=200)
    acto = campo_acto()
    desde = campo_fecha("Se llama así desde")


class MoverForm(forms.Form):
    """De cuál pasa a depender."""

    padre = forms.ModelChoiceField(
        label="Pasa a depender de",
        queryset=Dependencia.objects.none(),
        required=False,
        empty_label="De ninguna",
    )
    acto = campo_acto()
    desde = campo_fecha("Desde")

    def __init__(self, *args: Any, actual: int, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ofrecer(self.fields["padre"], hoy, sin=actual)


def _ofrecer(campo: forms.Field, hoy: date, *, sin: int = 0) -> None:
    if isinstance(campo, forms.ModelChoiceField):
        vivas = Dependencia.objects.filter(vigentes(hoy)).exclude(pk=sin)
        campo.queryset = vivas.order_by("nombre")
