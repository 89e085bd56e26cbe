"""El número de la petición que se reitera."""

from django import forms


class ReiteracionForm(forms.Form):
    """Cuál es la anterior."""

    anterior = forms.CharField(
        label="Número de la petición anterior",
        max_length=60,
        help_text="Como está en su recibo: por ejemplo, 2026-000123.",
    )
