"""Qué mostrar en la bandeja."""

from typing import Any

from django import forms

from ventanilla.bandeja.consultas.filtros import CLASES_DE, CON_SU_ESTADO, OpcionesDeFiltro
from ventanilla.bandeja.consultas.lista import ORDENES
from ventanilla.peticiones.consultas.estados import NOMBRES_DE_ESTADO
from ventanilla.peticiones.models import Estado, Peticion
from ventanilla.terminos.computar import clases

ESTADOS = [
    ("abiertas", "Abiertas"),
    ("cerradas", "Cerradas"),
    *[(e.value, str(NOMBRES_DE_ESTADO.get(e, e.label))) for e in Estado],
]


class FiltroForm(forms.Form):
    """Qué mostrar en la bandeja. Un valor que no existe se ignora: es solo una vista."""

    q = forms.CharField(
        label="Buscar por número, nombre o palabras", required=False, max_length=200
    )
    estado = forms.ChoiceField(label="Estado", required=False, choices=ESTADOS)
    clase = forms.ChoiceField(label="Clase", required=False)
    canal = forms.ChoiceField(
        label="Canal", required=False, choices=[("", "Todos"), *Peticion.Canal.choices]
    )
    dependencia = forms.TypedChoiceField(
        label="Dependencia", required=False, coerce=int, empty_value=None
    )
    responsable = forms.TypedChoiceField(
        label="Responsable", required=False, coerce=int, empty_value=None
    )
    orden = forms.ChoiceField(
        required=False, choices=[(f"{signo}{o}", o) for o in ORDENES for signo in ("", "-")]
    )
    semaforo = forms.ChoiceField(
        required=False,
        widget=forms.HiddenInput,
        choices=[("", "")]
        + [(c, c) for c in ("vencidas", "por_vencer", "a_tiempo", "por_decidir", "en_espera")],
    )

    def __init__(self, *args: Any, vista: str, opciones: OpcionesDeFiltro, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if vista in CON_SU_ESTADO:
            del self.fields["estado"]
        caben = CLASES_DE.get(vista)
        self._poner(
            "clase",
            [
                ("", "Todas"),
                *((c.codigo, c.nombre) for c in clases() if caben is None or c.codigo in caben),
            ],
        )
        self._poner("dependencia", [("", "Todas"), *opciones.dependencias])
        self._poner("responsable", [("", "Todos"), *opciones.responsables])

    def a_la_vista(self) -> list[forms.BoundField]:
        """Los que sirven para escoger algo en esta vista."""
        return [
            self[nombre]
            for nombre in ("estado", "clase", "canal", "dependencia", "responsable")
            if nombre in self.fields and len(list(self[nombre].subwidgets)) > 1
        ]

    def _poner(self, nombre: str, opciones: list[tuple[Any, str]]) -> None:
        campo = self.fields[nombre]
        if isinstance(campo, forms.ChoiceField):
            campo.choices = opciones
