"""A quién se entrega una petición, y para qué se abren los datos de quien pide."""

from datetime import date
from typing import Any

from django import forms

from ventanilla.directorio.consultas import quienes_ejercen, vigentes
from ventanilla.directorio.models import Dependencia, Usuario
from ventanilla.peticiones.permisos import TRABAJAN


class MotivoForm(forms.Form):
    """Para qué se abren los datos de contacto."""

    motivo = forms.CharField(
        label="¿Para qué los necesita?",
        min_length=8,
        max_length=200,
        help_text="Queda escrito con su nombre, la fecha y la hora.",
        error_messages={"min_length": "Diga para qué, en unas palabras."},
    )


class OriginalForm(MotivoForm):
    """Para qué se abre un anexo tal como llegó."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["motivo"].label = "¿Para qué lo necesita como llegó?"


class PersonaForm(forms.Form):
    """A quién de la dependencia se entrega."""

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
    """A qué dependencia se envía."""

    dependencia = forms.ModelChoiceField(
        label="Enviar a",
        queryset=Dependencia.objects.none(),
        empty_label="Escoja una dependencia",
    )
    motivo = forms.CharField(
        label="¿Por qué?",
        required=False,
        max_length=300,
        help_text="La persona que pidió lo lee.",
    )

    def __init__(self, *args: Any, actual: int | None, hoy: date, **kwargs: Any) -> None:
        # Comparte página con el motivo de los datos de contacto: dos campos con el mismo id
        # dejan a uno sin rótulo para quien usa lector de pantalla.
        kwargs.setdefault("auto_id", "id_enviar_%s")
        super().__init__(*args, **kwargs)
        campo = self.fields["dependencia"]
        if isinstance(campo, forms.ModelChoiceField):
            otras = Dependencia.objects.filter(vigentes(hoy)).exclude(pk=actual or 0)
            campo.queryset = otras.order_by("nombre")
