"""Los días no hábiles: declararlos y dejarlos sin efecto."""

from datetime import date
from typing import Any

from django import forms

from ventanilla.directorio.consultas import vigentes
from ventanilla.directorio.models import Dependencia, DiaNoHabil


class CierreForm(forms.Form):
    """Los días no hábiles que dispone un acto."""

    desde = forms.DateField(
        label="Primer día",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    hasta = forms.DateField(
        label="Último día",
        required=False,
        help_text="Si es uno solo, déjelo vacío.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    motivo = forms.CharField(label="Motivo", help_text="«Semana Santa», «Festival folclórico».")
    acto = forms.CharField(
        label="Acto", help_text="Su clase, número y fecha: «Decreto 0123 del 3 de marzo de 2026»."
    )
    efecto = forms.ChoiceField(
        label="¿Qué dispone el acto?",
        choices=DiaNoHabil.Efecto.choices,
        initial=DiaNoHabil.Efecto.NO_HABIL,
        widget=forms.RadioSelect,
    )
    afecta_terminos_legales = forms.BooleanField(
        label="Mueve los términos de ley",
        required=False,
        help_text="Un acto municipal no alarga con claridad un derecho de ley. Sin marcarlo se "
        "guardan las dos fechas y se avisa por la primera. Márquelo solo si Jurídica lo respalda.",
    )
    a_quien = forms.ChoiceField(
        label="¿A quién cobija?",
        choices=[
            ("todas", "A toda la entidad"),
            ("menos", "A toda la entidad, menos las que marque"),
            ("solo", "Solo a las que marque"),
        ],
        initial="todas",
        widget=forms.RadioSelect,
    )
    cuales = forms.MultipleChoiceField(
        label="Dependencias", required=False, widget=forms.CheckboxSelectMultiple
    )
    publicado_en = forms.CharField(
        label="Dónde está publicado", required=False, help_text="Su dirección web, con https://."
    )

    def __init__(self, *args: Any, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        campo = self.fields["cuales"]
        if isinstance(campo, forms.MultipleChoiceField):
            vivas = Dependencia.objects.filter(vigentes(hoy)).order_by("nombre")
            campo.choices = list(vivas.values_list("codigo", "nombre"))

    def clean(self) -> dict[str, Any]:
        """Si no es toda la entidad, hay que decir cuáles."""
        datos: dict[str, Any] = super().clean() or {}
        if datos.get("a_quien") in ("menos", "solo") and not datos.get("cuales"):
            self.add_error("cuales", "Marque una dependencia por lo menos.")
        return datos


class RevocarForm(forms.Form):
    """El acto que deja los días sin efecto."""

    por = forms.CharField(
        label="Acto que los deja sin efecto",
        max_length=160,
        help_text="Su clase, número y fecha. Si fue un error al escribirlos aquí, dígalo.",
    )
