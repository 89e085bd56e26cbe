"""Con qué se sabe que un correo volvió."""

from collections.abc import Container
from datetime import date
from typing import Any

from django import forms

from ventanilla.peticiones.consultas.oficios import AUTORIDAD, QUIEN_PIDIO
from ventanilla.peticiones.forms.verbos import Parrafo
from ventanilla.peticiones.servicios import rebotar


class ReboteForm(forms.Form):
    """Con qué se sabe que el correo volvió."""

    fecha = forms.DateField(
        label="¿Qué día volvió?",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    evidencia = Parrafo(
        label="¿Qué dice el correo devuelto?",
        maximo=rebotar.MAXIMO,
        help_text="Copie el mensaje del servidor («buzón lleno», «la cuenta no existe»…). Lo leen "
        "quienes tramitan; al libro va solo su huella.",
    )


class ReboteDeOficioForm(ReboteForm):
    """Además, cuál correo volvió, si pudo ser más de uno."""

    a = forms.ChoiceField(label="¿Cuál correo volvió?", widget=forms.RadioSelect)
    field_order = ("a", "fecha", "evidencia")

    def __init__(
        self, *args: Any, pueden: Container[str], autoridad: str, hoy: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fecha"].initial = hoy
        dichos = {AUTORIDAD: f"El de {autoridad}", QUIEN_PIDIO: "El de quien pidió"}
        campo = self.fields["a"]
        assert isinstance(campo, forms.ChoiceField)
        campo.choices = [(a, dicho) for a, dicho in dichos.items() if a in pueden]
        if len(campo.choices) == 1:
            campo.widget, campo.initial = forms.HiddenInput(), campo.choices[0][0]
