from django.apps import AppConfig


class DirectorioConfig(AppConfig):
    name = "ventanilla.directorio"
    label = "directorio"
    default_auto_field = "django.db.models.BigAutoField"
