"""Por qué se cierra una cuenta."""

from django import forms


class RetirarForm(forms.Form):
    """El motivo: al libro va cifrado."""

    motivo = forms.CharField(
        label="¿Por qué se cierra?",
        max_length=300,
        help_text="Por ejemplo: renunció el 5 de enero.",
    )
