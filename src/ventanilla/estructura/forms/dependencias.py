"""Cerrar una dependencia o unirla a otra."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from ventanilla.directorio.consultas import vigentes
from ventanilla.directorio.models import Dependencia, Nombramiento, Rol


class CerrarForm(forms.Form):
    """Unir una dependencia a otra, o cerrarla."""

    que = forms.ChoiceField(
        label="¿Qué pasó?",
        choices=[("unir", "Se unió a otra"), ("cerrar", "Se cerró")],
        widget=forms.RadioSelect,
    )
    sucesora = forms.ModelChoiceField(
        label="¿Cuál tiene ahora lo suyo?",
        queryset=Dependencia.objects.none(),
        required=False,
        empty_label="Ninguna",
        help_text="Recibe las peticiones abiertas y lo que la compone.",
    )
    acto = forms.CharField(
        label="Acto",
        max_length=160,
        help_text="Su clase, número y fecha: «Decreto 0123 del 3 de marzo de 2026».",
    )
    desde = forms.DateField(
        label="Primer día en que ya no existe",
        help_text="Puede ser un día que viene: hasta entonces sigue igual.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    confirmo = forms.BooleanField(label="Leí qué pasaría y quiero hacerlo")

    def __init__(
        self, *args: Any, actual: int, hoy: date, gente: Iterable[Nombramiento], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        # Qué pasa con cada cargo se dice antes de confirmar, no después.
        confirmo = self.fields.pop("confirmo")
        for cargo in gente:
            self.fields[f"{DEL_CARGO}{cargo.pk}"] = _campo_de(cargo)
        self.fields["confirmo"] = confirmo
        campo = self.fields["sucesora"]
        if isinstance(campo, forms.ModelChoiceField):
            otras = Dependencia.objects.filter(vigentes(hoy)).exclude(pk=actual)
            campo.queryset = otras.order_by("nombre")

    def clean(self) -> dict[str, Any]:
        """Si se unió, hay que decir a cuál."""
        datos: dict[str, Any] = super().clean() or {}
        if datos.get("que") == "unir" and "sucesora" in datos and datos["sucesora"] is None:
            self.add_error("sucesora", "Diga a cuál se unió.")
        return datos

    def cargos(self) -> dict[int, bool]:
        """Llave del nombramiento → si pasa a la sucesora."""
        return {
            int(campo.removeprefix(DEL_CARGO)): valor == PASA
            for campo, valor in self.cleaned_data.items()
            if campo.startswith(DEL_CARGO)
        }


DEL_CARGO, PASA = "cargo_", "pasa"


def _campo_de(cargo: Nombramiento) -> forms.ChoiceField:
    """Un jefe no se propone para pasar: la otra suele tener el suyo."""
    rotulo = f"{cargo.usuario.nombre}: {cargo.get_rol_display()}"
    if cargo.cargo:
        rotulo += f" ({cargo.cargo})"
    pasa = cargo.usuario.is_active and cargo.rol != Rol.JEFE
    return forms.ChoiceField(
        label=rotulo,
        choices=[
            ("", "Escoja qué pasa con su cargo"),
            (PASA, "Pasa a la otra, con el mismo rol y este acto"),
            ("termina", "Termina el día anterior"),
        ],
        initial=PASA if pasa else "",
        error_messages={"required": "Escoja si su cargo pasa a la otra o termina."},
    )
