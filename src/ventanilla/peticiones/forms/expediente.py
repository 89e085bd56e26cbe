"""Por qué se cierra o se reabre un expediente."""

from django import forms


class RazonForm(forms.Form):
    """La razón: queda en el índice del expediente y en el libro."""

    motivo = forms.CharField(
        label="¿Por qué?",
        max_length=300,
        help_text="Queda escrito en el índice, con su nombre y la hora. No escriba aquí datos de la "
        "persona que pidió.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
