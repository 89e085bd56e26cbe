from django.apps import AppConfig


class PeticionesConfig(AppConfig):
    name = "ventanilla.peticiones"
    label = "peticiones"
    default_auto_field = "django.db.models.BigAutoField"
