"""Crear, vincular, nombrar y ausentar personas."""

from datetime import date
from typing import Any

from django import forms

from ventanilla.directorio.consultas import vigentes
from ventanilla.directorio.models import (
    Ausencia,
    Dependencia,
    Nombramiento,
    Rol,
    Usuario,
    Vinculacion,
)
from ventanilla.directorio.reglas.estructura import DE_TODA_LA_ENTIDAD

YA, ESE_DIA = "ya", "dia"


class Fecha(forms.DateField):
    """Un día, con el calendario del navegador."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date", "class": "ancho-corto"}, format="%Y-%m-%d")
        super().__init__(widget=widget, **kwargs)


def _acto() -> forms.CharField:
    return forms.CharField(
        label="Acto", max_length=120, help_text="Por ejemplo: Decreto 123 del 5 de enero de 2026."
    )


class DatosForm(forms.Form):
    """El nombre y el correo con que entra."""

    nombre = forms.CharField(label="Nombre completo", max_length=160)
    correo = forms.EmailField(
        label="Correo de la entidad",
        max_length=254,
        help_text="Con él entra. Que sea solo suyo: lo que haga queda escrito a su nombre.",
    )


class VincularForm(forms.Form):
    """Su relación de trabajo con la entidad."""

    clase = forms.ChoiceField(
        label="Vinculación", widget=forms.RadioSelect, choices=Vinculacion.Clase.choices
    )
    desde = Fecha(label="Desde")
    hasta = Fecha(label="Último día", required=False, help_text="En blanco si no tiene fin.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["clase"].ayudas = {  # type: ignore[attr-defined]
            Vinculacion.Clase.CONTRATISTA: "Escribe los borradores. No firma."
        }


class NombrarForm(forms.Form):
    """Qué rol, dónde, desde cuándo y por qué acto."""

    modalidad = forms.ChoiceField(
        label="¿Cómo lo tiene?",
        widget=forms.RadioSelect,
        choices=Nombramiento.Modalidad.choices,
        initial=Nombramiento.Modalidad.TITULAR,
    )
    rol = forms.ChoiceField(
        label="Rol", choices=[("", "Escoja"), *(r for r in Rol.choices if r[0] != Rol.ENTE_EXTERNO)]
    )
    dependencia = forms.ModelChoiceField(
        label="Dependencia",
        queryset=Dependencia.objects.none(),
        required=False,
        empty_label="Toda la entidad",
    )
    cargo = forms.CharField(
        label="Cargo",
        max_length=160,
        required=False,
        help_text="Como va bajo la firma: «Secretaria de Hacienda».",
    )
    desde = Fecha(label="Desde")
    hasta = Fecha(
        label="Último día", required=False, help_text="En blanco si no tiene fin. Un encargo sí."
    )
    acto = _acto()

    def __init__(self, *args: Any, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["modalidad"].ayudas = {  # type: ignore[attr-defined]
            Nombramiento.Modalidad.ENCARGO: "Ejerce por un tiempo un empleo que no es el suyo.",
            Nombramiento.Modalidad.DELEGACION: "Ejerce funciones que otro le delegó.",
        }
        nombres = ", ".join(str(Rol(r).label) for r in DE_TODA_LA_ENTIDAD if r != Rol.ENTE_EXTERNO)
        campo = self.fields["dependencia"]
        campo.help_text = f"Solo son de toda la entidad: {nombres}."
        assert isinstance(campo, forms.ModelChoiceField)
        campo.queryset = Dependencia.objects.filter(vigentes(hoy)).order_by("nombre")


class AusenciaForm(forms.Form):
    """Qué días falta y quién lo suple."""

    clase = forms.ChoiceField(label="Motivo", choices=[("", "Escoja"), *Ausencia.Clase.choices])
    desde = Fecha(label="Primer día")
    hasta = Fecha(label="Último día")
    suplente = forms.ModelChoiceField(
        label="Quién lo suple",
        queryset=Usuario.objects.none(),
        required=False,
        empty_label="Nadie",
        help_text="Esos días tiene sus cargos y ve en su bandeja lo que él tenía. Un contratista "
        "que suple a un jefe no firma.",
    )
    acto = _acto()

    def __init__(self, *args: Any, persona: Usuario, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        campo = self.fields["suplente"]
        assert isinstance(campo, forms.ModelChoiceField)
        campo.queryset = (
            Usuario.objects.filter(is_active=True).exclude(pk=persona.pk).order_by("nombre")
        )


class TerminarForm(forms.Form):
    """Desde cuándo deja de tenerlo."""

    cuando = forms.ChoiceField(
        label="¿Cuándo termina?",
        widget=forms.RadioSelect,
        choices=[(YA, "Ya"), (ESE_DIA, "Al terminar un día")],
    )
    dia = Fecha(label="Último día", required=False)

    def __init__(self, *args: Any, hoy: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hoy = hoy
        self.fields["cuando"].ayudas = {  # type: ignore[attr-defined]
            YA: "Desde la página siguiente que abra no puede nada con este cargo."
        }

    def clean(self) -> dict[str, Any]:
        datos: dict[str, Any] = super().clean() or {}
        if datos.get("cuando") != ESE_DIA or "dia" in self.errors:
            return datos
        if datos.get("dia") is None:
            self.add_error("dia", "Escriba el último día, o escoja «Ya».")
        elif datos["dia"] < self.hoy:
            self.add_error("dia", "Ese día ya pasó: escoja hoy, uno después, o «Ya».")
        return datos


class NadaForm(forms.Form):
    """No pregunta nada: solo confirmar."""
