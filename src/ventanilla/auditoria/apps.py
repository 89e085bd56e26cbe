from django.apps import AppConfig


class AuditoriaConfig(AppConfig):
    name = "ventanilla.auditoria"
    label = "auditoria"
    default_auto_field = "django.db.models.BigAutoField"
