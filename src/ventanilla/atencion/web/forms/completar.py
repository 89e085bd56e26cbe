"""Lo que la persona entrega después de radicar, o por qué la retira."""

from typing import Any

from django import forms

from ventanilla.archivo.reglas import ADMITIDOS
from ventanilla.atencion.web.forms.campos import Parrafos
from ventanilla.comun.campo_archivos import Archivos
from ventanilla.peticiones.servicios.completar import MAXIMO_MOTIVO, MAXIMO_TEXTO


class FormularioDeCompletar(forms.Form):
    """Texto, archivos o los dos: lo exige el servicio."""

    texto = Parrafos(label="Escriba lo que falta", maximo=MAXIMO_TEXTO)
    anexos = Archivos(label="Fotos o documentos", admite=ADMITIDOS)

    def __init__(self, *args: Any, es_aclarar: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if es_aclarar:
            self.fields["texto"].label = "Cuéntenos qué pide"
        self.fields["texto"].widget.attrs["rows"] = 6


class FormularioDeDesistir(forms.Form):
    """Retirar la petición: la razón no se exige, la confirmación sí."""

    motivo = Parrafos(
        label="¿Por qué la retira?",
        maximo=MAXIMO_MOTIVO,
        help_text="No tiene que decirlo.",
    )
    confirmo = forms.BooleanField(
        label="Sí, quiero retirar esta petición",
        error_messages={"required": "Marque la casilla para confirmar que la retira."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["motivo"].widget.attrs["rows"] = 3
