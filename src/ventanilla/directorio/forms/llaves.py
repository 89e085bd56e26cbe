"""Las llaves de acceso (passkeys): lo que el navegador contesta se revisa sin fallar nunca."""

from typing import Any

from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from ventanilla.comun.texto import limpiar_linea

NO_SIRVE = "No se reconoció la llave. Inténtelo otra vez; si no funciona, entre de otro modo."
LARGO_DEL_NOMBRE = 60
# Con lo que la biblioteca falla cuando lo que llega no es lo que un navegador manda.
MAL_FORMADO = (ValueError, TypeError, KeyError, AttributeError, IndexError)


class _Revisada(forms.Form):
    """Lo que no se entiende es una llave que no sirve, dicho en el campo."""

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except (*MAL_FORMADO, ValidationError) as error:
            raise ValidationError(NO_SIRVE) from error


class LlaveParaEntrar(_Revisada, AuthenticateWebAuthnForm):  # type: ignore[misc]
    """Después de la contraseña, en vez del código."""


class LlaveSola(_Revisada, LoginWebAuthnForm):  # type: ignore[misc]
    """En vez de la contraseña y el código: la llave comprueba además a la persona."""


class LlaveParaConfirmar(_Revisada, ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """Antes de un cambio delicado en la propia cuenta."""


class LlaveNueva(AddWebAuthnForm):  # type: ignore[misc]
    """Una llave más para la cuenta, con el nombre que la persona le dé."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nombre = self.fields["name"]
        nombre.label = "¿Cómo la va a llamar?"
        nombre.max_length = LARGO_DEL_NOMBRE
        nombre.required = True
        nombre.help_text = "Para distinguirla: «Teléfono», «Computador de la oficina»."
        sola = self.fields.get("passwordless")
        if sola is not None and not settings.MFA_PASSKEY_LOGIN_ENABLED:
            del self.fields["passwordless"]
        elif sola is not None:
            sola.label = "Entrar solo con ella, sin escribir la contraseña"
            sola.help_text = "Pedirá su huella, su cara o el PIN del equipo."
            sola.initial = True

    def clean_name(self) -> str:
        return limpiar_linea(super().clean_name())[:LARGO_DEL_NOMBRE] or "Llave"

    def clean(self) -> dict[str, Any]:
        try:
            datos: dict[str, Any] = super().clean()
        except (*MAL_FORMADO, ValidationError) as error:
            raise ValidationError(NO_SIRVE) from error
        return datos


class NombreDeLlave(EditWebAuthnForm):  # type: ignore[misc]
    """Cambiar el nombre con que se distingue."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "Nombre de la llave"
        self.fields["name"].widget.attrs["maxlength"] = LARGO_DEL_NOMBRE

    def clean_name(self) -> str:
        nombre = limpiar_linea(self.cleaned_data["name"])[:LARGO_DEL_NOMBRE]
        if not nombre:
            raise ValidationError("Escriba un nombre.")
        return nombre
