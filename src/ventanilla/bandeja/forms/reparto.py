"""A quién se entregan las elegidas."""

from datetime import date
from typing import Any

from django import forms

from ventanilla.directorio.consultas import quienes_ejercen, vigentes
from ventanilla.directorio.models import Dependencia, Usuario
from ventanilla.peticiones.permisos import TRABAJAN


class PersonaForm(forms.Form):
    """A quién de la dependencia se entregan."""

    responsable = forms.ModelChoiceField(
        label="Entregar a", queryset=Usuario.objects.none(), empty_label="Escoja a una persona"
    )

    def __init__(self, *args: Any, dependencia: int | None, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        campo = self.fields["responsable"]
        if isinstance(campo, forms.ModelChoiceField):
            # Quienes ejercen hoy, sin los ausentes; quién puede de verdad lo decide el servicio.
            campo.queryset = quienes_ejercen(hoy, dependencia, *TRABAJAN)


class DependenciaForm(forms.Form):
    """A qué dependencia se envían."""

    dependencia = forms.ModelChoiceField(
        label="Enviar a", queryset=Dependencia.objects.none(), empty_label="Escoja una dependencia"
    )
    motivo = forms.CharField(
        label="¿Por qué?",
        required=False,
        max_length=300,
        help_text="Lo leen las personas que pidieron.",
    )

    def __init__(self, *args: Any, actual: int | None, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        campo = self.fields["dependencia"]
        if isinstance(campo, forms.ModelChoiceField):
            otras = Dependencia.objects.filter(vigentes(hoy)).exclude(pk=actual or 0)
            campo.queryset = otras.order_by("nombre")
