from django.apps import AppConfig


class ImportacionConfig(AppConfig):
    name = "ventanilla.importacion"
    label = "importacion"
    default_auto_field = "django.db.models.BigAutoField"
