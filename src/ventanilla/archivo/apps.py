from django.apps import AppConfig


class ArchivoConfig(AppConfig):
    name = "ventanilla.archivo"
    label = "archivo"
    default_auto_field = "django.db.models.BigAutoField"
