"""Los campos: el texto se limpia en la puerta."""

from typing import Any

from django import forms

from ventanilla.comun.texto import limpiar, limpiar_linea
from ventanilla.peticiones.reglas.solicitud import MAXIMO_LINEA


class Renglon(forms.CharField):
    """Texto de una línea, limpio en la puerta: sin NUL, controles ni marcas de dirección."""

    def __init__(self, *, maximo: int = MAXIMO_LINEA, **opciones: Any) -> None:
        super().__init__(required=False, strip=False, **opciones)
        self.widget.attrs.setdefault("maxlength", maximo)

    def to_python(self, value: Any) -> str:
        return limpiar_linea(str(value or ""))


class Parrafos(Renglon):
    """Texto de varias líneas, limpio en la puerta."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return limpiar(str(value or ""))


class Escogida(forms.ChoiceField):
    """Una opción de una lista; lo que no está en ella se explica."""

    def __init__(self, *, opciones: dict[str, str], mensaje: str, **otras: Any) -> None:
        super().__init__(
            choices=list(opciones.items()),
            required=False,
            error_messages={"invalid_choice": mensaje},
            **otras,
        )
        self.ayudas: dict[str, str] = {}
