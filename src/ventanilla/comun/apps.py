from django.apps import AppConfig


class ComunConfig(AppConfig):
    name = "ventanilla.comun"
    label = "comun"
    default_auto_field = "django.db.models.BigAutoField"
