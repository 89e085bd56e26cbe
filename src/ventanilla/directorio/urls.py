"""Entrar, salir y cuidar la propia cuenta; y, para quien trabaja, la entidad."""

from allauth.account import views as cuentas
from allauth.mfa.base import views as segundo_factor
from allauth.mfa.recovery_codes import views as codigos
from allauth.mfa.totp import views as aplicacion
from django.contrib.auth.decorators import login_not_required
from django.urls import path, re_path

from ventanilla.directorio.views import (
    cuenta_de_la_entidad,
    dependencias,
    llaves,
    reglamento,
)
from ventanilla.directorio.views.cuenta import activar_aplicacion, bajar_codigos, sesiones
from ventanilla.directorio.views.entidad import la_entidad, las_dependencias, los_dias
from ventanilla.directorio.views.mi_cargo import mi_cargo
from ventanilla.directorio.views.personas import cambios as de_persona
from ventanilla.directorio.views.personas import lista as personas
from ventanilla.directorio.views.segundo_factor import retirar
from ventanilla.directorio.views.teclado import teclado

# El nombre con que la configuración dice cuál es el proveedor de la entidad.
PROVEEDOR = "entidad"
urlpatterns = [
    path("entrar/", login_not_required(llaves.entrar), name="account_login"),
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
    path("confirmar/", cuentas.reauthenticate, name="account_reauthenticate"),
    path("codigo/", login_not_required(llaves.codigo), name="mfa_authenticate"),
    path("confirmar/codigo/", segundo_factor.reauthenticate, name="mfa_reauthenticate"),
    path("seguridad/", segundo_factor.index, name="mfa_index"),
    path("seguridad/aplicacion/", activar_aplicacion, name="mfa_activate_totp"),
    path("seguridad/aplicacion/quitar/", aplicacion.deactivate_totp, name="mfa_deactivate_totp"),
    path("seguridad/respaldo/", codigos.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "seguridad/respaldo/nuevos/",
        codigos.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path("seguridad/respaldo/archivo/", bajar_codigos, name="mfa_download_recovery_codes"),
    path("seguridad/llaves/", llaves.lista, name="mfa_list_webauthn"),
    path("seguridad/llaves/nueva/", llaves.agregar, name="mfa_add_webauthn"),
    path("seguridad/llaves/<int:pk>/nombre/", llaves.nombre, name="mfa_edit_webauthn"),
    path("seguridad/llaves/<int:pk>/quitar/", llaves.quitar, name="mfa_remove_webauthn"),
    path("confirmar/llave/", llaves.confirmar, name="mfa_reauthenticate_webauthn"),
    path("entrar/llave/", login_not_required(llaves.entrar_sola), name="mfa_login_webauthn"),
    path(
        "entrar/entidad/",
        cuenta_de_la_entidad.ir,
        {"provider_id": PROVEEDOR},
        name="openid_connect_login",
    ),
    path(
        "entrar/entidad/vuelta/",
        cuenta_de_la_entidad.volver,
        {"provider_id": PROVEEDOR},
        name="openid_connect_callback",
    ),
    path("seguridad/sesiones/", sesiones, name="cuenta_sesiones"),
    path("teclado/", teclado, name="cuenta_teclado"),
]
_P = "entidad/personas/<int:persona_id>/"
_personas = [
    path("mi-cargo/", mi_cargo, name="mi_cargo"),
    path("entidad/personas/", personas.lista, name="personas"),
    path("entidad/personas/nueva/", de_persona.crear, name="nueva_persona"),
    path(_P, personas.ver, name="persona"),
    path(f"{_P}editar/", de_persona.pagina_de("editar"), name="editar_persona"),
    path(f"{_P}vincular/", de_persona.pagina_de("vincular"), name="vincular"),
    path(f"{_P}nombrar/", de_persona.pagina_de("nombrar"), name="nombrar"),
    path(f"{_P}ausencia/", de_persona.pagina_de("ausencia"), name="registrar_ausencia"),
    path(f"{_P}sesiones/", de_persona.pagina_de("sesiones"), name="cerrar_sesiones"),
    path(f"{_P}abrir/", de_persona.pagina_de("activar"), name="activar_persona"),
    path(
        f"{_P}cargos/<int:fila_id>/terminar/",
        de_persona.pagina_de("terminar_nombramiento"),
        name="terminar_nombramiento",
    ),
    path(
        f"{_P}vinculaciones/<int:fila_id>/terminar/",
        de_persona.pagina_de("terminar_vinculacion"),
        name="terminar_vinculacion",
    ),
    path(
        f"{_P}ausencias/<int:fila_id>/acabar/",
        de_persona.pagina_de("acabar_ausencia"),
        name="acabar_ausencia",
    ),
]
# Van bajo otra dirección que las de arriba, con espacio propio: (patrones, nombre).
de_trabajo = (
    [
        path("entidad/", la_entidad, name="entidad"),
        *_personas,
        path("entidad/dias/", los_dias, name="dias"),
        path("entidad/dependencias/", las_dependencias, name="dependencias"),
        path("entidad/dependencias/nueva/", dependencias.nueva, name="nueva_dependencia"),
        path("entidad/dependencias/<str:codigo>/", dependencias.ver, name="dependencia"),
        path(
            "entidad/dependencias/<str:codigo>/renombrar/",
            dependencias.cambiar_nombre,
            name="renombrar_dependencia",
        ),
        path(
            "entidad/dependencias/<str:codigo>/mover/",
            dependencias.cambiar_superior,
            name="mover_dependencia",
        ),
        path("reglamento/", reglamento.ver, name="reglamento"),
        path("reglamento/borrador/", reglamento.editar, name="reglamento_borrador"),
        path("reglamento/borrador/revisar/", reglamento.revisar, name="reglamento_revisar"),
        path("reglamento/borrador/descartar/", reglamento.descartar, name="reglamento_descartar"),
        path(
            "entidad/personas/<int:persona_id>/segundo-factor/",
            retirar,
            name="retirar_segundo_factor",
        ),
    ],
    "directorio",
)
