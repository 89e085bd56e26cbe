"""Un tipo documental del catálogo."""

import json
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q

from ventanilla.archivo.consultas.trd import series_de, version_vigente
from ventanilla.directorio.consultas import vigentes
from ventanilla.directorio.models import Dependencia
from ventanilla.terminos.computar import clases


def _series(actual: str, hoy: date) -> list[tuple[str, str]]:
    """Una opción por código; el de hoy se conserva aunque la versión que rige ya no lo tenga."""
    version = version_vigente(hoy)
    opciones = {"": "La que recibe las demás peticiones"}
    for una in series_de(version) if version else ():
        opciones.setdefault(una.codigo, str(una))
    if actual:
        opciones.setdefault(actual, f"{actual} (no está en la versión que rige)")
    return list(opciones.items())


class TipoForm(forms.Form):
    """Un tipo documental del catálogo."""

    codigo = forms.CharField(
        label="Código", help_text="Letras, números y guiones, sin espacios. No se cambia después."
    )
    nombre = forms.CharField(label="Nombre")
    clase = forms.ChoiceField(
        label="Clase de petición que propone", help_text="La clase da el término; el tipo, no."
    )
    dependencia = forms.ChoiceField(label="Dependencia que propone", required=False)
    serie_trd = forms.ChoiceField(
        label="Serie de la TRD",
        required=False,
        help_text="Donde se abre su expediente. Se ofrecen las de la versión que rige.",
    )
    fija_fecha = forms.BooleanField(
        label="El documento trae su propia fecha",
        required=False,
        help_text="Como los de un juez o un ente de control.",
    )
    activo = forms.BooleanField(
        label="Se ofrece al clasificar",
        required=False,
        help_text="Uno que ya no se usa se deja de ofrecer; las peticiones que lo tienen lo conservan.",
    )
    leido = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, hoy: date, actual: str = "", serie: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        clase, dependencia = self.fields["clase"], self.fields["dependencia"]
        series = self.fields["serie_trd"]
        if isinstance(series, forms.ChoiceField):
            series.choices = _series(serie, hoy)
        if isinstance(clase, forms.ChoiceField):
            clase.choices = [(c.codigo, c.nombre) for c in clases()]
        if isinstance(dependencia, forms.ChoiceField):
            # La de hoy se conserva aunque ya no exista: quitarla la decide la persona.
            vivas = Dependencia.objects.filter(vigentes(hoy) | Q(codigo=actual)).order_by("nombre")
            dependencia.choices = [("", "Ninguna"), *vivas.values_list("codigo", "nombre")]

    def clean_leido(self) -> dict[str, Any]:
        """Cómo estaba al abrir la página; vacío si no llegó entero."""
        try:
            datos = json.loads(self.cleaned_data["leido"] or "{}")
        except (ValueError, RecursionError):
            datos = {}
        return datos if isinstance(datos, dict) else {}
