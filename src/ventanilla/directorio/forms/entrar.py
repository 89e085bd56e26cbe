"""Entrar y pedir otra contraseña, como se dicen aquí."""

from typing import Any

from allauth.account.forms import LoginForm, ResetPasswordForm
from django import forms
from django.urls import reverse
from django.utils.html import format_html


class _SinMuestra(forms.Form):
    """Sin texto de muestra dentro del campo: repite el rótulo y parece ya escrito."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for campo in self.fields.values():
            campo.widget.attrs.pop("placeholder", None)


class Entrar(_SinMuestra, LoginForm):  # type: ignore[misc]  # allauth no tiene tipos
    """Correo y contraseña."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = format_html(
            '<a href="{}">Olvidé mi contraseña</a>', reverse("account_reset_password")
        )


class OlvideMiContrasena(_SinMuestra, ResetPasswordForm):  # type: ignore[misc]  # allauth no tiene tipos
    """El correo al que va el enlace."""
