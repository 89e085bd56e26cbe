"""Los formularios de un alcance."""

from django import forms

from ventanilla.peticiones.forms.verbos import Parrafo
from ventanilla.peticiones.models import Alcance
from ventanilla.peticiones.servicios.responder import MAXIMO_ASUNTO, MAXIMO_CUERPO


class AlcanceForm(forms.Form):
    """Qué completa o corrige. `version` es la que se leyó: 0 si todavía no había."""

    para = forms.ChoiceField(
        label="¿Para qué es?", choices=Alcance.Para.choices, widget=forms.RadioSelect
    )
    asunto = forms.CharField(label="Asunto", required=False, max_length=MAXIMO_ASUNTO)
    texto = Parrafo(
        label="Texto",
        maximo=MAXIMO_CUERPO,
        filas=12,
        help_text="Diga qué parte de la respuesta completa o corrige. Se escribe como la respuesta: "
        "una línea en blanco separa párrafos y «- » hace una lista.",
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
