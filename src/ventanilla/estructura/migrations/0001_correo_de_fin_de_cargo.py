"""El correo de fin de cargo cambió de casa: el que espera salir apunta a donde está ahora."""

from typing import Any

from django.db import migrations

ANTES, AHORA = "peticiones/correo/fin_de_cargo", "estructura/correo/fin_de_cargo"


def _pasar(apps: Any, antes: str, despues: str) -> None:
    apps.get_model("correspondencia", "Envio").objects.filter(plantilla=antes).update(
        plantilla=despues
    )


def pasar(apps: Any, esquema: Any) -> None:
    """De la casa de las peticiones a la de la estructura."""
    _pasar(apps, ANTES, AHORA)


def devolver(apps: Any, esquema: Any) -> None:
    """Lo contrario."""
    _pasar(apps, AHORA, ANTES)


class Migration(migrations.Migration):
    initial = True
    dependencies = [("correspondencia", "0001_initial")]
    operations = [migrations.RunPython(pasar, devolver)]
