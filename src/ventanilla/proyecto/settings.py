"""Configuración única de Django. Lo que cambia entre instalaciones viene de `entorno`."""

import os
from typing import Any

import dj_database_url
import django_stubs_ext
from csp.constants import NONE, SELF

from ventanilla.proyecto.entorno import RAIZ, leer

django_stubs_ext.monkeypatch()

ENTORNO = leer(os.environ)

# ── Identidad de la instalación ──────────────────────────────────────────────────────────────
VENTANILLA_DATOS = ENTORNO.datos
VENTANILLA_SECRETO = ENTORNO.secreto
VENTANILLA_URL = ENTORNO.url
VENTANILLA_PROXIES = ENTORNO.proxies
VENTANILLA_LIMITE_RADICACION = ENTORNO.limite_radicacion
VENTANILLA_SEDES = ENTORNO.sedes
VENTANILLA_CONTROL_INTERNO = ENTORNO.correo_control_interno
VENTANILLA_ANTIVIRUS = ENTORNO.antivirus
VENTANILLA_ALMACEN = ENTORNO.almacen
VENTANILLA_DIAS_DE_IMPORTACION = ENTORNO.dias_de_importacion
VENTANILLA_TAMANO_MAXIMO = ENTORNO.tamano_maximo_mb * 1024 * 1024
VENTANILLA_ESPERA = ENTORNO.espera
VENTANILLA_SEGUNDO_FACTOR = ENTORNO.segundo_factor
VENTANILLA_TABLAS = RAIZ / "datos"

SECRET_KEY = ENTORNO.secreto + "|django"
DEBUG = ENTORNO.depurar
ALLOWED_HOSTS = [ENTORNO.servidor, "127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = [ENTORNO.url]

# ── Las casas, de arriba abajo ───────────────────────────────────────────────────────────────
INSTALLED_APPS = [
    "ventanilla.proyecto.apps.ProyectoConfig",
    "ventanilla.portal.apps.PortalConfig",
    "ventanilla.atencion.web.apps.AtencionWebConfig",
    "ventanilla.importacion.apps.ImportacionConfig",
    "ventanilla.bandeja.apps.BandejaConfig",
    "ventanilla.estructura.apps.EstructuraConfig",
    "ventanilla.peticiones.apps.PeticionesConfig",
    "ventanilla.correspondencia.apps.CorrespondenciaConfig",
    "ventanilla.archivo.apps.ArchivoConfig",
    "ventanilla.directorio.apps.DirectorioConfig",
    "ventanilla.auditoria.apps.AuditoriaConfig",
    "ventanilla.documentos.apps.DocumentosConfig",
    "ventanilla.comun.apps.ComunConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "axes",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "ventanilla.proyecto.mallas.CabecerasDeReserva",
    "ventanilla.proyecto.mallas.PaginaDeSoloEnvio",
    "ventanilla.proyecto.mallas.CuerpoHonesto",
    "ventanilla.proyecto.mallas.FallaDeGuardado",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "ventanilla.proyecto.mallas.FormularioPropio",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "ventanilla.proyecto.lo_escrito.SesionVencida",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "ventanilla.proyecto.mallas.SegundoFactorPrimero",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "ventanilla.proyecto.urls"
WSGI_APPLICATION = "ventanilla.proyecto.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ventanilla.proyecto.contexto.de_la_entidad",
                "ventanilla.proyecto.contexto.menus_publicos",
                "ventanilla.proyecto.contexto_trabajo.menu_de_trabajo",
            ],
        },
    }
]

# ── Datos ────────────────────────────────────────────────────────────────────────────────────
_SQLITE: dict[str, Any] = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": ENTORNO.datos / "ventanilla.sqlite3",
    "OPTIONS": {
        # IMMEDIATE: quien va a escribir espera su turno al abrir, y no muere a mitad de camino.
        "transaction_mode": "IMMEDIATE",
        "timeout": ENTORNO.espera,
        # FULL: lo acusado está en el disco aunque se vaya la luz. Las páginas guardadas son por
        # conexión, y hay una por hilo: 512 KiB; las demás las tiene la memoria del sistema.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
        "PRAGMA cache_size=-512;",
    },
    "CONN_MAX_AGE": None,
}
DATABASES = {
    "default": (
        dj_database_url.parse(ENTORNO.base_de_datos, conn_max_age=600, conn_health_checks=True)
        if ENTORNO.base_de_datos
        else _SQLITE
    )
}
ATOMIC_REQUESTS = False
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
_REDIS = {
    "BACKEND": "django.core.cache.backends.redis.RedisCache",
    "LOCATION": ENTORNO.redis,
    # Una máquina que no contesta no debe colgar la página de quien trabaja.
    "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 0.5},
}
CACHES = {
    "default": (
        _REDIS
        if ENTORNO.redis
        else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "TIMEOUT": 30}
    ),
    # Quién mira cada petición: lo comparten los procesos web de la máquina, y nunca toca la base.
    "presencia": (
        _REDIS
        if ENTORNO.redis
        else {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": ENTORNO.datos / "presencia",
            "OPTIONS": {"MAX_ENTRIES": 2000},
        }
    ),
}
TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend",
        "QUEUES": ["default", "lentas"],
        "ENQUEUE_ON_COMMIT": False,
    }
}

# ── Personas ─────────────────────────────────────────────────────────────────────────────────
AUTH_USER_MODEL = "directorio.Usuario"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "bandeja:lista"
ACCOUNT_LOGOUT_REDIRECT_URL = "portal:inicio"
ACCOUNT_ADAPTER = "ventanilla.proyecto.cuentas.Cuentas"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
# Los intentos los cuenta axes (persona y dirección); el de fábrica cuenta solo por persona.
ACCOUNT_RATE_LIMITS = {"login_failed": None}
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if ENTORNO.es_https else "http"
# La cuenta de la entidad (OpenID Connect). El proveedor sale del entorno, nunca de la base.
VENTANILLA_OIDC_NOMBRE = ENTORNO.identidad.nombre if ENTORNO.identidad else ""
SOCIALACCOUNT_ADAPTER = "ventanilla.proyecto.cuenta_de_la_entidad.CuentaDeLaEntidad"
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "entidad",
                "name": ENTORNO.identidad.nombre,
                "client_id": ENTORNO.identidad.cliente,
                "secret": ENTORNO.identidad.secreto,
                "settings": {"server_url": ENTORNO.identidad.emisor},
            }
        ]
        if ENTORNO.identidad
        else [],
    }
}
# El segundo factor: una aplicación del teléfono y códigos de respaldo, en formularios que cuentan.
# Aquí nadie se registra solo: la cuenta la crea quien administra y la contraseña se pone con el enlace
# que llega a ese correo. La biblioteca lo anota «sin verificar», y con eso no dejaría activar nada.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_ADAPTER = "ventanilla.proyecto.cuentas.SegundoFactor"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = ENTORNO.entrar_con_llave
# Toda una alcaldía sale a internet por una dirección: diez por minuto no alcanzan al abrir el día.
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}
ACCOUNT_FORMS = {
    "login": "ventanilla.directorio.forms.entrar.Entrar",
    "reset_password": "ventanilla.directorio.forms.entrar.OlvideMiContrasena",
}
MFA_FORMS = {
    "authenticate": "ventanilla.directorio.forms.CodigoParaEntrar",
    "reauthenticate": "ventanilla.directorio.forms.CodigoParaConfirmar",
    "activate_totp": "ventanilla.directorio.forms.CodigoParaActivar",
    "add_webauthn": "ventanilla.directorio.forms.llaves.LlaveNueva",
    "edit_webauthn": "ventanilla.directorio.forms.llaves.NombreDeLlave",
    "authenticate_webauthn": "ventanilla.directorio.forms.llaves.LlaveParaEntrar",
    "reauthenticate_webauthn": "ventanilla.directorio.forms.llaves.LlaveParaConfirmar",
    "login_webauthn": "ventanilla.directorio.forms.llaves.LlaveSola",
}
# Un teléfono con el reloj medio minuto corrido también sirve.
MFA_TOTP_TOLERANCE = 1
# El enlace para poner otra contraseña: lo que dice su correo.
PASSWORD_RESET_TIMEOUT = 4 * 60 * 60
ACCOUNT_SESSION_REMEMBER = False
SESSION_COOKIE_AGE = 10 * 60 * 60
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25
# Por persona y dirección a la vez: nadie deja a otro sin entrar escribiendo mal su contraseña.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = "login"
AXES_USERNAME_CALLABLE = "ventanilla.proyecto.cuentas.correo_de_quien_entra"
AXES_RESET_ON_SUCCESS = True
AXES_IPWARE_PROXY_COUNT = ENTORNO.proxies or None
AXES_CLIENT_IP_CALLABLE = "ventanilla.proyecto.cuentas.direccion_de_quien_entra"
AXES_LOCKOUT_TEMPLATE = "account/bloqueada.html"
AXES_ENABLE_ACCESS_FAILURE_LOG = False

# ── Lengua y hora ────────────────────────────────────────────────────────────────────────────
LANGUAGE_CODE = "es-co"
TIME_ZONE = "America/Bogota"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = ["ventanilla.proyecto.formatos"]

# ── Archivos ─────────────────────────────────────────────────────────────────────────────────
STATIC_URL = "/estatico/"
STATIC_ROOT = ENTORNO.datos / "estatico"
ESTATICOS_CON_HUELLAS = "whitenoise.storage.CompressedManifestStaticFilesStorage"
_LIBRES = "django.contrib.staticfiles.storage.StaticFilesStorage"
_HAY_FIJOS = (STATIC_ROOT / "staticfiles.json").exists() or "VENTANILLA_ESTATICOS" in os.environ
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": ESTATICOS_CON_HUELLAS if _HAY_FIJOS else _LIBRES},
}
WHITENOISE_USE_FINDERS = not _HAY_FIJOS
FILE_UPLOAD_TEMP_DIR = ENTORNO.datos / "entrante"
FILE_UPLOAD_MAX_MEMORY_SIZE = 0
DATA_UPLOAD_MAX_MEMORY_SIZE = 3 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 300
DATA_UPLOAD_MAX_NUMBER_FILES = 20

# ── Correo ───────────────────────────────────────────────────────────────────────────────────
EMAIL_BACKEND = "ventanilla.correspondencia.servicios.consola.Consola"
if ENTORNO.correo:
    from ventanilla.proyecto.correo import de_url

    EMAIL_BACKEND = "ventanilla.correspondencia.servicios.smtp.Cartero"
    globals().update(de_url(ENTORNO.correo))
DEFAULT_FROM_EMAIL = ENTORNO.correo_remitente or f"no-responder@{ENTORNO.servidor}"

# ── Seguridad ────────────────────────────────────────────────────────────────────────────────
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENTORNO.es_https
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "no-referrer"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31536000 if ENTORNO.es_https else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENTORNO.proxies else None
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "ventanilla.proyecto.fallas.formulario_vencido"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}

# ── Registro: nunca nombres, claves ni cuerpos ───────────────────────────────────────────────
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"linea": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"consola": {"class": "logging.StreamHandler", "formatter": "linea"}},
    "root": {"handlers": ["consola"], "level": "INFO"},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "axes": {"level": "ERROR"},
        "django_tasks_db": {"level": "WARNING"},
        "django_tasks": {"level": "WARNING"},
    },
}
