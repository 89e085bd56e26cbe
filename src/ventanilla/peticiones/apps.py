from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate

from ventanilla.comun.indice_texto import asegurar_indice


class PeticionesConfig(AppConfig):
    name = "ventanilla.peticiones"
    label = "peticiones"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Después de cada migración, el índice de búsqueda está puesto y completo."""
        post_migrate.connect(_asegurar_busqueda, sender=self)


def _asegurar_busqueda(sender: AppConfig, using: str, **_: Any) -> None:
    tabla = sender.get_model("Peticion")
    conexion = connections[using]
    if tabla._meta.db_table in conexion.introspection.table_names():
        asegurar_indice(tabla, "busqueda", conexion=conexion)
