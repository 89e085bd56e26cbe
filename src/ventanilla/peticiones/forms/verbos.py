"""Lo que pregunta cada verbo que se explica en su propia página."""

from datetime import date
from typing import Any

from django import forms

from ventanilla.directorio.consultas import vigentes
from ventanilla.directorio.models import Dependencia
from ventanilla.peticiones.models import TipoDocumental
from ventanilla.peticiones.servicios import clasificar, devolver, prorrogar, requerir
from ventanilla.terminos.computar import clases


class Parrafo(forms.CharField):
    """Un texto de varias líneas; el largo lo revisa el servicio y aquí se avisa al escribir."""

    def __init__(self, *, maximo: int, filas: int = 5, **otras: Any) -> None:
        area = forms.Textarea(attrs={"rows": filas, "maxlength": maximo, "spellcheck": "true"})
        super().__init__(widget=area, **otras)


class RequerirForm(forms.Form):
    """Qué le falta a la petición."""

    falta = Parrafo(
        label="¿Qué falta?",
        maximo=requerir.MAXIMO,
        help_text="La persona lo lee tal cual. Diga cada cosa y para qué sirve; no pida lo que la "
        "entidad ya tiene.",
    )


class AclararForm(forms.Form):
    """Qué no se entiende."""

    duda = Parrafo(
        label="¿Qué no se entiende?",
        maximo=requerir.MAXIMO,
        help_text="La persona lo lee tal cual. Pregunte con palabras sencillas.",
    )


class ProrrogaForm(forms.Form):
    """Hasta cuándo y por qué."""

    hasta = forms.DateField(
        label="Nueva fecha para responder",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    motivo = Parrafo(
        label="¿Por qué no se alcanza?",
        maximo=prorrogar.MAXIMO,
        help_text="La persona lo lee tal cual, en el aviso que le llega ahora mismo.",
    )


class DevolverForm(forms.Form):
    """A quién sí le toca, y por qué."""

    sugerida = forms.ModelChoiceField(
        label="¿A qué dependencia le toca?",
        queryset=Dependencia.objects.none(),
        required=False,
        empty_label="No sé",
    )
    motivo = Parrafo(
        label="¿Por qué no le toca a la suya?",
        maximo=devolver.MAXIMO,
        filas=3,
        help_text="Lo leen la Dirección de Atención y la persona que pidió.",
    )

    def __init__(self, *args: Any, actual: int | None, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        campo = self.fields["sugerida"]
        if isinstance(campo, forms.ModelChoiceField):
            otras = Dependencia.objects.filter(vigentes(hoy), es_atencion=False)
            campo.queryset = otras.exclude(pk=actual or 0).order_by("nombre")


class NotaForm(forms.Form):
    """Una nota entre quienes tramitan."""

    nota = Parrafo(
        label="Nota interna",
        maximo=devolver.MAXIMO_NOTA,
        help_text="La leen quienes tramitan; la persona que pidió no la ve. Queda con su nombre y "
        "no se borra.",
    )


class ClasificarForm(forms.Form):
    """La clase, que da el término, y el tipo documental, que es del catálogo de la entidad."""

    clase = forms.ChoiceField(label="Clase de petición", help_text="De ella sale el término.")
    tipo = forms.ModelChoiceField(
        label="Tipo documental",
        queryset=TipoDocumental.objects.none(),
        required=False,
        empty_label="Sin tipo documental",
        help_text="Del catálogo de la entidad; no cambia el término.",
    )
    motivo = Parrafo(
        label="¿Por qué cambia?",
        maximo=clasificar.MAXIMO,
        filas=3,
        help_text="Si cambia la clase, la persona lo lee.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        clase, tipo = self.fields["clase"], self.fields["tipo"]
        if isinstance(clase, forms.ChoiceField):
            clase.choices = [(c.codigo, c.nombre) for c in clases()]
        if isinstance(tipo, forms.ModelChoiceField):
            tipo.queryset = TipoDocumental.objects.filter(activo=True)
