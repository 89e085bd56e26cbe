"""El filtro guardado. Su tabla ya existe: la deja `peticiones.0018`."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("directorio", "0002_dias_de_alerta"),
        ("peticiones", "0018_filtro_a_la_bandeja"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="FiltroGuardado",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("uuid", models.UUIDField(unique=True)),
                        ("nombre", models.CharField(max_length=60)),
                        ("vista", models.CharField(max_length=20)),
                        ("consulta", models.JSONField(blank=True, default=dict)),
                        ("creado", models.DateTimeField()),
                        (
                            "dependencia",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="directorio.dependencia",
                            ),
                        ),
                        (
                            "usuario",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="filtros",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "filtro guardado",
                        "ordering": ["nombre", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("dependencia__isnull", True)),
                                fields=("usuario", "nombre"),
                                name="filtro_propio_sin_repetir",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("dependencia__isnull", False)),
                                fields=("dependencia", "nombre"),
                                name="filtro_compartido_sin_repetir",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
