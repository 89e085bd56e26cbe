"""Las llaves de acceso de la propia cuenta: agregar, nombrar, quitar, y entrar o confirmar con una."""

import json
from typing import Any

from allauth.account.views import LoginView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import views as llaves
from django.conf import settings
from django.contrib import messages
from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from ventanilla.comun.reloj import ahora
from ventanilla.directorio.permisos import puede_quitar_su_factor


class _ConOpciones:
    """Lo que el navegador necesita va en un atributo: no hay guion en la página."""

    def get_context_data(self, **mas: Any) -> dict[str, Any]:
        contexto: dict[str, Any] = super().get_context_data(**mas)  # type: ignore[misc]
        for opciones in contexto.get("js_data", {}).values():
            contexto["opciones"] = json.dumps(opciones, cls=DjangoJSONEncoder)
        return contexto


class _Codigo(_ConOpciones, AuthenticateView):  # type: ignore[misc]
    """Después de la contraseña: el código del teléfono o una llave."""

    def get_context_data(self, **mas: Any) -> dict[str, Any]:
        contexto = super().get_context_data(**mas)
        quien = self.stage.login.user
        tiene = Authenticator.objects.filter(user=quien, type=Authenticator.Type.WEBAUTHN).exists()
        return {**contexto, "tiene_llave": tiene}


class _Agregar(_ConOpciones, llaves.AddWebAuthnView):  # type: ignore[misc]
    def get_success_url(self) -> str:
        nuevos = self.did_generate_recovery_codes
        return reverse("mfa_view_recovery_codes" if nuevos else "mfa_list_webauthn")


class _Confirmar(_ConOpciones, llaves.ReauthenticateWebAuthnView):  # type: ignore[misc]
    def form_invalid(self, form: Any) -> HttpResponse:
        respuesta: HttpResponse = self.render_to_response(self.get_context_data(form=form))
        return respuesta

    def get_context_data(self, **mas: Any) -> dict[str, Any]:
        contexto = super().get_context_data(**mas)
        return {**contexto, **mas}


class _Quitar(llaves.RemoveWebAuthnView):  # type: ignore[misc]
    """La biblioteca no pregunta si se puede: se pregunta aquí."""

    def form_valid(self, form: Any) -> HttpResponse:
        llave = self.get_object()
        permiso = puede_quitar_su_factor(llave.user, llave.pk, ahora())
        if not permiso:
            messages.error(self.request, permiso.motivo)
            return HttpResponseRedirect(self.get_success_url())
        respuesta: HttpResponse = super().form_valid(form)
        return respuesta


class _EntrarSola(llaves.LoginWebAuthnView):  # type: ignore[misc]
    def dispatch(self, request: HttpRequest, *args: Any, **mas: Any) -> HttpResponseBase:
        if not settings.MFA_PASSKEY_LOGIN_ENABLED:
            raise Http404
        respuesta: HttpResponseBase = super().dispatch(request, *args, **mas)
        return respuesta


class _Entrar(LoginView):  # type: ignore[misc]
    """Correo y contraseña; y, si la entidad lo permite, la llave sola."""

    def get_context_data(self, **mas: Any) -> dict[str, Any]:
        contexto = super().get_context_data(**mas)
        return {
            **contexto,
            "entra_con_llave": settings.MFA_PASSKEY_LOGIN_ENABLED,
            "cuenta_de_la_entidad": settings.VENTANILLA_OIDC_NOMBRE,
        }


entrar = _Entrar.as_view()
codigo = _Codigo.as_view()
agregar = _Agregar.as_view()
confirmar = _Confirmar.as_view()
quitar = _Quitar.as_view()
entrar_sola = _EntrarSola.as_view()
lista = llaves.list_webauthn
nombre = llaves.edit_webauthn
