"""El formulario de una plantilla de respuesta y el de escoger una."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from ventanilla.directorio.models import Dependencia
from ventanilla.peticiones.forms.verbos import Parrafo
from ventanilla.peticiones.models import Plantilla, TipoDocumental
from ventanilla.peticiones.servicios import plantillas
from ventanilla.terminos.computar import clases


class PlantillaForm(forms.Form):
    """Una plantilla. `version` es la que se leyó: 0 si es nueva."""

    nombre = forms.CharField(
        label="Nombre",
        max_length=plantillas.MAXIMO_NOMBRE,
        help_text="Para qué sirve; es lo que se lee al escogerla.",
    )
    dependencia = forms.ModelChoiceField(
        label="Dependencia", queryset=Dependencia.objects.none(), required=False
    )
    clase = forms.ChoiceField(label="Clase de petición", required=False)
    tipo = forms.ModelChoiceField(
        label="Tipo documental",
        queryset=TipoDocumental.objects.none(),
        required=False,
        empty_label="Cualquiera",
    )
    texto = Parrafo(
        label="Texto",
        maximo=plantillas.MAXIMO_TEXTO,
        filas=16,
        help_text="Como en el editor: línea en blanco entre párrafos, «- » para una lista, **dos "
        "asteriscos** para negrita. {{radicado}} se cambia solo y [[esto]] hay que llenarlo antes "
        "de pasar la respuesta a firma.",
    )
    version = forms.IntegerField(min_value=0, initial=0, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, unidades: QuerySet[Dependencia], todas: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        unidad, clase, tipo = (self.fields[c] for c in ("dependencia", "clase", "tipo"))
        if isinstance(unidad, forms.ModelChoiceField):
            unidad.queryset = unidades
            unidad.required = not todas
            unidad.empty_label = "Toda la entidad" if todas else "Escoja"
        if isinstance(clase, forms.ChoiceField):
            clase.choices = [("", "Cualquiera"), *((c.codigo, c.nombre) for c in clases())]
        if isinstance(tipo, forms.ModelChoiceField):
            tipo.queryset = TipoDocumental.objects.filter(activo=True)


class EscogerPlantillaForm(forms.Form):
    """Cuál se agrega al borrador."""

    plantilla = forms.ChoiceField(label="Plantilla", required=False)

    def __init__(self, *args: Any, opciones: list[Plantilla], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        campo = self.fields["plantilla"]
        if isinstance(campo, forms.ChoiceField):
            campo.choices = [("", "Escoja una"), *((str(p.uuid), p.nombre) for p in opciones)]
