"""Los formularios de las partes de otras dependencias."""

from datetime import date
from typing import Any

from django import forms

from ventanilla.archivo.reglas import ADMITIDOS
from ventanilla.comun.campo_archivos import Archivos
from ventanilla.directorio.consultas import vigentes
from ventanilla.directorio.models import Dependencia
from ventanilla.peticiones.forms.verbos import Parrafo
from ventanilla.peticiones.servicios import partes, terminar_partes


class PedirPartesForm(forms.Form):
    """Qué se necesita, de quién y para cuándo."""

    pedido = Parrafo(
        label="¿Qué necesita de ellas?",
        maximo=partes.MAXIMO,
        help_text="Lo leen las dependencias a las que se lo pide; la persona, no. Diga cada cosa.",
    )
    dependencias = forms.ModelMultipleChoiceField(
        label="¿A qué dependencias?",
        queryset=Dependencia.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Escoja al menos una dependencia."},
        help_text="Podrán leer la petición y sus anexos, no los datos de contacto.",
    )
    hasta = forms.DateField(
        label="¿Para cuándo?",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(
        self, *args: Any, actual: int | None, hoy: date, ultima: date | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        campo = self.fields["dependencias"]
        if isinstance(campo, forms.ModelMultipleChoiceField):
            otras = Dependencia.objects.filter(vigentes(hoy)).exclude(pk=actual or 0)
            campo.queryset = otras.order_by("nombre")
        self.fields["hasta"].widget.attrs["min"] = hoy.isoformat()
        if ultima is not None:
            self.fields["hasta"].widget.attrs["max"] = ultima.isoformat()


class EntregarParteForm(forms.Form):
    """Lo que la dependencia aporta: texto, archivos o las dos cosas."""

    texto = Parrafo(
        label="Su parte",
        maximo=terminar_partes.MAXIMO_ENTREGA,
        filas=10,
        required=False,
        help_text="Escríbala como deba leerla la persona: quien responde la puede pasar a la "
        "respuesta.",
    )
    archivos = Archivos(label="Archivos", admite=ADMITIDOS)


class DejarParteForm(forms.Form):
    """Por qué se devuelve o ya no se necesita."""

    motivo = Parrafo(
        label="¿Por qué?", maximo=partes.MAXIMO, filas=3, help_text="Lo lee la otra dependencia."
    )
