"""Los códigos del segundo factor, con sus intentos contados."""

from datetime import timedelta
from typing import Any

from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.core.exceptions import ValidationError

from ventanilla.comun.direccion import direccion_de
from ventanilla.comun.reloj import ahora
from ventanilla.directorio.servicios.limites import contar

VENTANA = timedelta(minutes=15)
POR_DIRECCION = 8
# Quien ya robó la contraseña puede probar desde muchas direcciones: entre todas, tampoco más.
POR_PERSONA = 60
ESPERE = "Van muchos códigos errados. Espere quince minutos y vuelva a intentarlo."


class _Codigo(forms.Form):
    """El campo de un código, dicho en español y con teclado de números."""

    user: Any
    ayuda = "Los 6 números que muestra la aplicación de su teléfono, o un código de respaldo."

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        campo = self.fields["code"]
        campo.label = "Código"
        campo.help_text = self.ayuda
        campo.widget = forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "ancho-corto"}
        )

    def clean_code(self) -> str:
        """El código, si sirve y no van demasiados intentos.

        La biblioteca cuenta en la memoria de cada proceso y por minuto; aquí se cuenta en la base.
        """
        desde = direccion_de(context.request)
        for que, tope in (
            (f"segundo-factor:{self.user.pk}:{desde}", POR_DIRECCION),
            (f"segundo-factor:{self.user.pk}", POR_PERSONA),
        ):
            if contar(que, ventana=VENTANA, ahora=ahora(), tope=tope) > tope:
                raise ValidationError(ESPERE)
        codigo: str = super().clean_code()  # type: ignore[misc]
        return codigo


class CodigoParaEntrar(_Codigo, AuthenticateForm):  # type: ignore[misc]
    """Al entrar, después de la contraseña."""


class CodigoParaConfirmar(_Codigo, ReauthenticateForm):  # type: ignore[misc]
    """Antes de un cambio delicado en la propia cuenta."""


class CodigoParaActivar(_Codigo, ActivateTOTPForm):  # type: ignore[misc]
    """El primer código de la aplicación recién enlazada."""

    ayuda = "Los 6 números que la aplicación muestra ahora. Cambian cada medio minuto."
