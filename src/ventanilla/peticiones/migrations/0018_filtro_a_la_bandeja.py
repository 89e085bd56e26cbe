"""El filtro guardado pasa a la casa `bandeja`: la tabla se renombra, con lo que tiene."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("peticiones", "0017_reiteradas_por_indice")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.AlterModelTable("FiltroGuardado", "bandeja_filtroguardado")
            ],
            state_operations=[migrations.DeleteModel("FiltroGuardado")],
        ),
    ]
