"""Entrar y salir."""

from allauth.account import views as cuentas
from django.contrib.auth.decorators import login_not_required
from django.urls import path

urlpatterns = [
    path("entrar/", login_not_required(cuentas.login), name="account_login"),
    path("salir/", cuentas.logout, name="account_logout"),
    path("clave/", login_not_required(cuentas.password_reset), name="account_reset_password"),
    path(
        "clave/enviada/",
        login_not_required(cuentas.password_reset_done),
        name="account_reset_password_done",
    ),
    path(
        "clave/nueva/<uidb36>-<key>/",
        login_not_required(cuentas.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "clave/lista/",
        login_not_required(cuentas.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
]
