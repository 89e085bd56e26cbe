from django.apps import AppConfig


class AtencionWebConfig(AppConfig):
    name = "ventanilla.atencion.web"
    label = "atencion_web"
    default_auto_field = "django.db.models.BigAutoField"
