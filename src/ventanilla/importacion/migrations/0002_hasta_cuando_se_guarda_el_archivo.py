"""El archivo de una importación se borra después de un tiempo; su huella queda."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def copiar_la_huella(apps, schema_editor):
    Guardado = apps.get_model("archivo", "Guardado")
    huella = Guardado.objects.filter(pk=OuterRef("archivo")).values("sha256")
    apps.get_model("importacion", "Traida").objects.update(huella=Subquery(huella))


class Migration(migrations.Migration):
    dependencies = [
        ("archivo", "0002_trd_y_expedientes"),
        ("importacion", "0001_traidas_y_discrepancias"),
    ]

    operations = [
        migrations.AlterField(
            model_name="traida",
            name="archivo",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="archivo.guardado",
            ),
        ),
        migrations.AddField(
            model_name="traida",
            name="huella",
            field=models.CharField(default="", max_length=64, verbose_name="SHA-256 del archivo"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="traida", name="movida", field=models.DateTimeField(null=True)
        ),
        migrations.AddField(
            model_name="traida", name="soltado", field=models.DateTimeField(null=True)
        ),
        migrations.RunPython(copiar_la_huella, migrations.RunPython.noop),
    ]
