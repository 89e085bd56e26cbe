"""Ponerle nombre a un filtro de la bandeja."""

from collections.abc import Sequence
from typing import Any

from django import forms

from ventanilla.bandeja.servicios.filtros import MAXIMO_NOMBRE
from ventanilla.directorio.models import Dependencia


class NombreDeFiltroForm(forms.Form):
    """Cómo se llama."""

    nombre = forms.CharField(
        label="Nombre",
        max_length=MAXIMO_NOMBRE,
        help_text="Corto y que diga qué muestra: «Vencidas sin asignar».",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class GuardarFiltroForm(NombreDeFiltroForm):
    """Cómo se llama y quién lo ve."""

    quien = forms.ChoiceField(label="¿Quién lo ve?", widget=forms.RadioSelect)

    def __init__(self, *args: Any, dependencias: Sequence[Dependencia], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        campo = self.fields["quien"]
        if isinstance(campo, forms.ChoiceField):
            campo.choices = [
                ("", "Solo yo"),
                *((str(d.pk), f"Quienes trabajan en {d.nombre}") for d in dependencias),
            ]
            campo.required = False
            campo.initial = ""
            campo.help_text = (
                "Cada quien verá solo las peticiones que sus cargos le dejan ver."
                if dependencias
                else ""
            )
