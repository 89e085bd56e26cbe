from django.apps import AppConfig


class EstructuraConfig(AppConfig):
    name = "ventanilla.estructura"
    label = "estructura"
    default_auto_field = "django.db.models.BigAutoField"
