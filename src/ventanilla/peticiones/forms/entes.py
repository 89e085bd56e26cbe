"""El formulario con que se da acceso a un ente de control."""

from datetime import date, timedelta
from typing import Any

from django import forms

from ventanilla.directorio.models import Dependencia
from ventanilla.peticiones.forms.verbos import Parrafo
from ventanilla.peticiones.reglas.acceso_externo import MAXIMO_DIAS, MAXIMO_NUMEROS
from ventanilla.terminos.computar import clases

DIAS_DE_FABRICA = 15
POR_PERIODO, POR_NUMEROS = "periodo", "numeros"


def _dia(rotulo: str, *, ayuda: str = "", obligatorio: bool = True) -> forms.DateField:
    return forms.DateField(
        label=rotulo,
        required=obligatorio,
        help_text=ayuda,
        widget=forms.DateInput(attrs={"type": "date", "class": "ancho-corto"}, format="%Y-%m-%d"),
    )


class AccesoExternoForm(forms.Form):
    """A quién, por qué, hasta cuándo y sobre qué."""

    ente = forms.CharField(
        label="Ente de control", max_length=120, help_text="Por ejemplo: Contraloría de Ibagué."
    )
    persona = forms.CharField(
        label="Quién lo va a usar", max_length=120, help_text="Nombre y cargo de la persona."
    )
    correo = forms.EmailField(
        label="Su correo", help_text="El institucional. Ahí le llega el enlace."
    )
    acto = forms.CharField(
        label="Acto u oficio que lo pide",
        max_length=160,
        help_text="Por ejemplo: oficio 2026-0815 del 12 de noviembre de 2026.",
    )
    desde = _dia("Sirve desde")
    hasta = _dia("Hasta", ayuda=f"Vence solo al final de ese día. {MAXIMO_DIAS} días a lo sumo.")
    que = forms.ChoiceField(
        label="¿Qué puede leer?",
        choices=[
            (POR_PERIODO, "Las que se recibieron entre dos días"),
            (POR_NUMEROS, "Las de una lista de números"),
        ],
        initial=POR_PERIODO,
        widget=forms.RadioSelect,
    )
    recibidas_desde = _dia("Recibidas desde", obligatorio=False)
    recibidas_hasta = _dia("Recibidas hasta", obligatorio=False)
    dependencias = forms.ModelMultipleChoiceField(
        label="De qué dependencias",
        queryset=Dependencia.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Sin escoger ninguna, de todas.",
    )
    clases = forms.MultipleChoiceField(
        label="De qué clases",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Sin escoger ninguna, de todas.",
    )
    numeros = Parrafo(
        label="Números de radicado",
        maximo=MAXIMO_NUMEROS * 20,
        required=False,
        help_text="Uno por renglón, o separados por comas.",
    )

    def __init__(self, datos: Any = None, *, hoy: date) -> None:
        hasta = hoy + timedelta(days=DIAS_DE_FABRICA)
        super().__init__(datos, initial={"desde": hoy, "hasta": hasta})
        campo, clase = self.fields["dependencias"], self.fields["clases"]
        if isinstance(campo, forms.ModelMultipleChoiceField):
            campo.queryset = Dependencia.objects.order_by("nombre")
        if isinstance(clase, forms.MultipleChoiceField):
            clase.choices = [(c.codigo, c.nombre) for c in clases()]

    def clean(self) -> dict[str, Any]:
        datos: dict[str, Any] = super().clean() or {}
        if datos.get("que") == POR_NUMEROS:
            if not datos.get("numeros", "").strip():
                self.add_error("numeros", "Escriba los números.")
        else:
            datos["numeros"] = ""
        return datos
