from django.apps import AppConfig


class BandejaConfig(AppConfig):
    name = "ventanilla.bandeja"
    label = "bandeja"
    default_auto_field = "django.db.models.BigAutoField"
