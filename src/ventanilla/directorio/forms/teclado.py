"""Los atajos de teclado."""

from typing import Any

from django import forms

from ventanilla.directorio.reglas.teclado import ATAJOS


class AtajosForm(forms.Form):
    """Si están encendidos, y la tecla de cada uno."""

    activos = forms.BooleanField(
        label="Usar atajos de una sola tecla",
        required=False,
        help_text="Mientras escribe en un campo no hacen nada. Si usa la voz o un lector de pantalla "
        "pueden estorbarle: déjelos apagados o cambie las teclas.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for atajo in ATAJOS:
            self.fields[atajo.codigo] = forms.CharField(
                label=atajo.nombre,
                required=False,
                strip=True,
                max_length=12,
                widget=forms.TextInput(
                    attrs={
                        "class": "ancho-corto",
                        "maxlength": "1",
                        "autocomplete": "off",
                        "autocapitalize": "off",
                        "spellcheck": "false",
                    }
                ),
            )
