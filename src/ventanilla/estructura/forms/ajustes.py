"""Cambiar un ajuste de la entidad. Lo que vale lo decide el servicio."""

import json
from typing import Any

from django import forms

from ventanilla.directorio.reglas.reglamento import Ajuste


class AjusteForm(forms.Form):
    """El valor nuevo y por qué."""

    leido = forms.CharField(required=False, widget=forms.HiddenInput)
    motivo = forms.CharField(
        label="¿Por qué se cambia?",
        max_length=300,
        help_text="Con el acto, si lo hay: «Resolución 0123 del 3 de marzo de 2026». Queda en la "
        "historia, con su nombre.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    field_order = ("leido", "valor", "motivo")

    def __init__(self, datos: Any, *, ajuste: Ajuste, valor: Any, leido: Any) -> None:
        inicial = ("si" if valor else "no") if ajuste.clase == "si_no" else valor
        super().__init__(datos, initial={"valor": inicial, "leido": json.dumps(leido)})
        self.ajuste = ajuste
        self.fields["valor"] = _campo_de(ajuste)
        self.order_fields(self.field_order)

    def clean_leido(self) -> Any:
        """El valor que había al abrir la página; nulo si no llegó entero."""
        try:
            return json.loads(self.cleaned_data["leido"] or "null")
        except (ValueError, RecursionError):
            return None

    def valor(self) -> Any:
        """El valor escogido, como lo guarda la entidad."""
        escrito = self.cleaned_data["valor"]
        return escrito == "si" if self.ajuste.clase == "si_no" else escrito


def _campo_de(ajuste: Ajuste) -> forms.Field:
    match ajuste.clase:
        case "entero":
            return forms.IntegerField(
                label=ajuste.nombre,
                min_value=1,
                max_value=ajuste.mayor,
                widget=forms.NumberInput(attrs={"class": "ancho-corto"}),
            )
        case "hora":
            reloj = forms.TimeInput(attrs={"type": "time", "class": "ancho-corto"}, format="%H:%M")
            return forms.TimeField(label=ajuste.nombre, required=False, widget=reloj)
    opciones = [(valor, texto[:1].upper() + texto[1:]) for valor, texto in ajuste.opciones]
    return forms.ChoiceField(label=ajuste.nombre, choices=opciones, widget=forms.RadioSelect)
