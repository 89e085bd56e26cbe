"""Los formularios de la TRD que se prepara. Solo dan forma; lo que vale lo deciden los servicios."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q

from ventanilla.archivo.models import SerieDocumental
from ventanilla.archivo.reglas.version_trd import Adopcion
from ventanilla.directorio.consultas import vigentes
from ventanilla.directorio.models import Dependencia

NINGUNA = ""


class SerieForm(forms.Form):
    """Una serie o subserie del borrador."""

    edicion = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    codigo = forms.CharField(
        label="Código", max_length=40, help_text="Letras, números, punto y guion: «1040-57.02»."
    )
    nombre = forms.CharField(label="Nombre", max_length=200)
    madre = forms.TypedChoiceField(
        label="Es subserie de", required=False, coerce=int, empty_value=None
    )
    dependencia = forms.ChoiceField(
        label="Dependencia que la produce",
        required=False,
        help_text="Si la producen varias, déjela sin escoger.",
    )
    retencion_gestion = forms.IntegerField(
        label="Años en el archivo de gestión",
        required=False,
        min_value=0,
        max_value=100,
        help_text="Desde que el expediente se cierra. Si el acto no lo dice, déjelo vacío.",
        widget=forms.NumberInput(attrs={"class": "ancho-corto"}),
    )
    retencion_central = forms.IntegerField(
        label="Años en el archivo central",
        required=False,
        min_value=0,
        max_value=100,
        widget=forms.NumberInput(attrs={"class": "ancho-corto"}),
    )
    disposicion = forms.ChoiceField(
        label="Disposición final",
        required=False,
        choices=[("", "Sin fijar"), *SerieDocumental.Disposicion.choices],
        help_text="Qué se hace con ella cuando termina de guardarse.",
    )
    tipos = forms.CharField(
        label="Documentos que la forman",
        required=False,
        help_text="«Petición, respuesta, prueba de envío».",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    abren = forms.MultipleChoiceField(
        label="Qué tipos documentales abren aquí su expediente",
        required=False,
        help_text="Los que marque dejan de abrir en otra serie de este borrador.",
        widget=forms.CheckboxSelectMultiple,
    )
    es_de_peticiones = forms.BooleanField(
        label="Recibe las demás peticiones",
        required=False,
        help_text="Las que no tienen tipo, o cuyo tipo no abre en otra. Solo una serie la lleva.",
    )
    codigo_inventado = forms.BooleanField(
        label="El código todavía no es el oficial", required=False
    )

    def __init__(
        self,
        *args: Any,
        hoy: date,
        madres: Sequence[SerieDocumental],
        tipos: Mapping[str, str],
        actual: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        madre, dependencia, abren = (self.fields[c] for c in ("madre", "dependencia", "abren"))
        if isinstance(madre, forms.TypedChoiceField):
            madre.choices = [
                (NINGUNA, "De ninguna: es una serie"),
                *((m.pk, str(m)) for m in madres),
            ]
        if isinstance(dependencia, forms.ChoiceField):
            vivas = Dependencia.objects.filter(vigentes(hoy) | Q(codigo=actual)).order_by("nombre")
            dependencia.choices = [(NINGUNA, "Ninguna"), *vivas.values_list("codigo", "nombre")]
        if isinstance(abren, forms.MultipleChoiceField):
            abren.choices = list(tipos.items())
            if not tipos:
                del self.fields["abren"]

    def datos(self) -> dict[str, Any]:
        """Lo que va a la ficha de la serie, con los nombres del archivo."""
        sueltos = ("edicion", "madre", "abren")
        return {c: v for c, v in self.cleaned_data.items() if c not in sueltos}


class AdoptarTrdForm(forms.Form):
    """Con qué acto se aprueba y desde cuándo rige."""

    edicion = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    numero = forms.CharField(
        label="Versión", max_length=20, widget=forms.TextInput(attrs={"class": "ancho-corto"})
    )
    acto = forms.CharField(
        label="Acto que la aprueba",
        max_length=160,
        help_text="Su clase, número y fecha: «Resolución 0123 del 3 de marzo de 2026».",
    )
    desde = forms.DateField(
        label="Rige desde",
        help_text="Los expedientes que se abran desde ese día usan esta versión.",
        widget=forms.DateInput(attrs={"type": "date", "class": "ancho-corto"}, format="%Y-%m-%d"),
    )

    def adopcion(self) -> Adopcion:
        """Lo escrito, como lo pide el servicio."""
        datos = self.cleaned_data
        return Adopcion(numero=datos["numero"], acto=datos["acto"], desde=datos["desde"])


class EdicionForm(forms.Form):
    """La edición del borrador que la persona tenía a la vista."""

    edicion = forms.IntegerField(min_value=1)


class RetirarTrdForm(forms.Form):
    """Por qué se retira una versión que todavía no rige."""

    motivo = forms.CharField(
        label="¿Por qué se retira?",
        max_length=300,
        help_text="Con el acto, si lo hay: «Resolución 0130 del 10 de marzo de 2026». Queda en la "
        "historia, con su nombre.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    corregir = forms.BooleanField(
        label="Dejar sus series en un borrador, para corregirlas y adoptarlas con otro número",
        required=False,
        initial=True,
    )

    def __init__(self, *args: Any, se_corrige: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not se_corrige:
            del self.fields["corregir"]
