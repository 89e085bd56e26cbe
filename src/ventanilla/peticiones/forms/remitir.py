"""Por qué se remite a Control Disciplinario."""

from django import forms

from ventanilla.peticiones.servicios.remitir import LARGO_DEL_MOTIVO


class RemitirForm(forms.Form):
    """El motivo: solo lo lee Control Disciplinario."""

    motivo = forms.CharField(
        label="¿Por qué la remite?",
        max_length=LARGO_DEL_MOTIVO,
        help_text="Qué conducta cree que se debe investigar, y de quién.",
        widget=forms.Textarea(attrs={"rows": 5, "maxlength": LARGO_DEL_MOTIVO}),
    )
