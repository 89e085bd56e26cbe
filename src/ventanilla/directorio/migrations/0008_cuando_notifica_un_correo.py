"""Cuándo notifica un correo; los borradores del reglamento que ya había traen el valor de siempre."""

from typing import Any

from django.db import migrations, models


def completar_borradores(apps: Any, schema_editor: Any) -> None:
    """Un borrador trae todos los ajustes: al que había le falta este."""
    for borrador in apps.get_model("directorio", "Reglamento").objects.filter(estado="borrador"):
        borrador.valores.setdefault("correo_notifica", "aceptacion")
        borrador.save(update_fields=["valores"])


class Migration(migrations.Migration):
    dependencies = [("directorio", "0007_cara_de_la_entidad")]

    operations = [
        migrations.AddField(
            model_name="entidad",
            name="correo_notifica",
            field=models.CharField(
                default="aceptacion",
                help_text=(
                    "Qué prueba un correo: que el servidor lo aceptó o que la persona lo abrió (art. 56)"
                ),
                max_length=12,
            ),
        ),
        migrations.RunPython(completar_borradores, migrations.RunPython.noop),
    ]
