"""La respuesta: su borrador, su despacho y la prueba de que llegó."""

from datetime import datetime
from typing import Any

from django import forms

from ventanilla.archivo.reglas import ADMITIDOS
from ventanilla.comun.campo_archivos import Archivos
from ventanilla.peticiones.forms.verbos import Parrafo
from ventanilla.peticiones.servicios import corregir, volver_a_despachar
from ventanilla.peticiones.servicios.despachar import MEDIOS
from ventanilla.peticiones.servicios.responder import MAXIMO_ASUNTO, MAXIMO_CUERPO


class BorradorForm(forms.Form):
    """La respuesta en borrador. `version` es la que se leyó: 0 si todavía no había."""

    asunto = forms.CharField(
        label="Asunto",
        max_length=MAXIMO_ASUNTO,
        widget=forms.TextInput(attrs={"maxlength": MAXIMO_ASUNTO}),
    )
    texto = forms.CharField(
        label="Respuesta",
        required=False,
        max_length=MAXIMO_CUERPO,
        help_text=(
            "Deje una línea en blanco entre párrafos. Para una lista, empiece cada línea con "
            "«- » o con «1. ». **Dos asteriscos** ponen negrita y [texto](https://…) pone un enlace."
        ),
        widget=forms.Textarea(attrs={"rows": 18, "spellcheck": "true"}),
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class AdjuntosForm(forms.Form):
    """Los archivos que acompañan la respuesta o su alcance. Los ya puestos los cuenta el servicio."""

    anexos = Archivos(
        label="Adjuntar archivos",
        admite=ADMITIDOS,
        advertencia="Tape antes los datos que la persona no deba ver: a las fotos se les quitan los "
        "datos ocultos; a un PDF, un Word o un Excel, no.",
    )


class CorregirForm(forms.Form):
    """Qué debe cambiar en el borrador."""

    comentario = Parrafo(
        label="¿Qué debe corregir?",
        maximo=corregir.MAXIMO,
        help_text="Lo lee quien escribió el borrador, arriba del editor. La persona que pidió no lo "
        "ve. Diga qué cambiar y por qué.",
    )


class VersionForm(forms.Form):
    """La versión del borrador que se leyó antes de pasarlo a firma o firmarlo."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class DespachoForm(forms.Form):
    """Por dónde sale la respuesta firmada."""

    medio = forms.ChoiceField(
        label="¿Cómo se envía?",
        choices=list(MEDIOS.items()),
        help_text="El aviso publica el oficio completo en la página, cinco días hábiles: antes, "
        "revise que no traiga datos de nadie.",
    )
    guia = forms.CharField(
        label="Empresa y número de guía",
        required=False,
        max_length=120,
        help_text="Solo para correo postal.",
    )


class OtraVezForm(DespachoForm):
    """Por dónde sale otra vez, y por qué."""

    motivo = Parrafo(
        label="¿Por qué se envía otra vez?",
        maximo=volver_a_despachar.MAXIMO,
        filas=3,
        help_text="La persona también lo lee en su consulta.",
    )
    vez = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self["guia"].mostrar_si = "medio=postal"  # type: ignore[attr-defined]
        self["guia"].sin_opcional = True  # type: ignore[attr-defined]


class EntregaForm(forms.Form):
    """La prueba de que la persona la recibió."""

    fecha = forms.DateField(
        label="Fecha de entrega", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    detalle = forms.CharField(
        label="Prueba",
        max_length=200,
        help_text="Por ejemplo: guía entregada, o firmó en la ventanilla. Si la persona reservó su "
        "identidad, no escriba quién recibió: lo lee quien tramita.",
    )

    def __init__(self, *args: Any, ahora: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fecha"].initial = ahora.date()
