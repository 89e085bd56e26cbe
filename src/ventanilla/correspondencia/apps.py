from django.apps import AppConfig


class CorrespondenciaConfig(AppConfig):
    name = "ventanilla.correspondencia"
    label = "correspondencia"
    default_auto_field = "django.db.models.BigAutoField"
