"""Entrar y salir; y, para quien trabaja, la entidad."""

from allauth.account import views as cuentas
from django.contrib.auth.decorators import login_not_required
from django.urls import path, re_path

from ventanilla.directorio.views.entidad import la_entidad

urlpatterns = [
    path("entrar/", login_not_required(cuentas.login), name="account_login"),
    path("inactiva/", login_not_required(cuentas.account_inactive), name="account_inactive"),
    path("salir/", cuentas.logout, name="account_logout"),
    path("clave/", login_not_required(cuentas.password_reset), name="account_reset_password"),
    path(
        "clave/enviada/",
        login_not_required(cuentas.password_reset_done),
        name="account_reset_password_done",
    ),
    # La ficha lleva guiones: solo el primero separa a la persona.
    re_path(
        r"^clave/nueva/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        login_not_required(cuentas.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "clave/lista/",
        login_not_required(cuentas.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
]
# Van bajo otra dirección que las de arriba, con espacio propio: (patrones, nombre).
de_trabajo = ([path("entidad/", la_entidad, name="entidad")], "directorio")
