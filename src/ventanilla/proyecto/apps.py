from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ProyectoConfig(AppConfig):
    name = "ventanilla.proyecto"
    label = "proyecto"
    verbose_name = "Proyecto"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Cada casa registra sus tareas por nombre al importarse su módulo.
        autodiscover_modules("tareas")
