from django.apps import AppConfig


class ProyectoConfig(AppConfig):
    name = "ventanilla.proyecto"
    label = "proyecto"
    verbose_name = "Proyecto"
    default_auto_field = "django.db.models.BigAutoField"
