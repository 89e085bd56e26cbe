"""El formulario de consulta."""

from typing import Any

from django import forms

from ventanilla.atencion.web.forms.campos import Renglon


class FormularioDeConsulta(forms.Form):
    """Consultar con el número y la clave."""

    use_required_attribute = False

    radicado = Renglon(
        label="Número de radicado",
        maximo=60,
        help_text="Por ejemplo, 2026-000123.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    clave = Renglon(
        label="Clave",
        maximo=60,
        help_text="Los 16 signos que le dimos al radicar. Da igual con espacios o sin ellos.",
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "data-no-guardar": "",
            }
        ),
    )

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        for campo, mensaje in (
            ("radicado", "Escriba el número que le dimos al radicar."),
            ("clave", "Escriba la clave que le dimos al radicar."),
        ):
            if not datos.get(campo):
                self.add_error(campo, mensaje)
        return datos
