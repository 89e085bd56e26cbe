"""Quién entra con la cuenta de la entidad: solo quien ya tiene una cuenta activa aquí."""

from typing import Any

from allauth.account.adapter import get_adapter as cuentas
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest
from django.shortcuts import redirect

from ventanilla.comun.errores import ErrorDeDominio
from ventanilla.comun.transaccion import escritura
from ventanilla.directorio.models import Usuario
from ventanilla.directorio.reglas.cuenta_de_la_entidad import correo_de

VINCULADA = "cuenta_de_la_entidad/vinculada"
SIN_CUENTA = (
    "No hay una cuenta activa en Ventanilla con el correo {correo}. Pida a quien administra que la "
    "cree o la abra."
)
SE_CANCELO = "No se entró con la cuenta de la entidad. Inténtelo otra vez o use su contraseña."
A_LA_VEZ = "Ya estaba entrando en otra ventana. Vuelva a intentarlo."


class CuentaDeLaEntidad(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Reconoce por el correo comprobado; nunca crea a nadie.

    El vínculo con el identificador del proveedor es un registro: quien manda es el correo, igual
    que al recuperar la contraseña. Lo que el proveedor dice de la persona no se guarda.
    """

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Encuentra a la persona y la vincula, o la devuelve a la puerta con su razón."""
        cuenta = sociallogin.account
        try:
            usuario = _usuario(correo_de(cuenta.extra_data))
            _vincular(request, sociallogin, usuario)
        except ErrorDeDominio as error:
            raise _a_la_puerta(request, str(error)) from error
        except IntegrityError as error:
            raise _a_la_puerta(request, A_LA_VEZ) from error
        finally:
            _olvidar_lo_dicho(cuenta)

    def on_authentication_error(self, request: HttpRequest, *args: Any, **mas: Any) -> None:
        """Canceló, tardó demasiado o el proveedor contestó un error."""
        raise _a_la_puerta(request, SE_CANCELO)


def _usuario(correo: str) -> Usuario:
    usuario = Usuario.objects.filter(email__iexact=correo, is_active=True).first()
    if usuario is None:
        raise ErrorDeDominio(SIN_CUENTA.format(correo=correo))
    return usuario


def _vincular(request: HttpRequest, sociallogin: SocialLogin, usuario: Usuario) -> None:
    """Deja el vínculo en `usuario`; la primera vez queda en el libro y se le avisa a su correo."""
    cuenta = sociallogin.account
    sociallogin.user = usuario
    if cuenta.pk and cuenta.user_id == usuario.pk:
        return
    cuenta.extra_data = {}
    cuenta.user = usuario
    with escritura():
        otros = SocialAccount.objects.filter(user=usuario, provider=cuenta.provider)
        otros.exclude(pk=cuenta.pk).delete()
        cuenta.save()
        cuentas(request).send_notification_mail(VINCULADA, usuario)


def _olvidar_lo_dicho(cuenta: SocialAccount) -> None:
    """La biblioteca guarda todo lo que dijo el proveedor; aquí no hace falta (Ley 1581 art. 4)."""
    cuenta.extra_data = {}
    if cuenta.pk:
        SocialAccount.objects.filter(pk=cuenta.pk).update(extra_data={})


def _a_la_puerta(request: HttpRequest, dicho: str) -> ImmediateHttpResponse:
    messages.error(request, dicho)
    return ImmediateHttpResponse(redirect("account_login"))
