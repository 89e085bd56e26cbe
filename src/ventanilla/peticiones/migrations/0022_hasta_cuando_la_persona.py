"""La petición dice aparte hasta cuándo tiene la persona; su vencimiento es el que corre a la entidad."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import migrations, models

BOGOTA = ZoneInfo("America/Bogota")


def separar(apps, schema_editor):
    """De los relojes ya guardados, sin volver a computar: la ley no cambió, solo qué se copia."""
    Peticion = apps.get_model("peticiones", "Peticion")
    Plazo = apps.get_model("peticiones", "Plazo")
    abiertos = Plazo.objects.filter(
        peticion__esta_cerrada=False, cumplido_en=None, parte="", momento_vence__isnull=False
    )
    pedidos = {}
    for plazo in abiertos.filter(obligado="ciudadania").iterator():
        # El primer día de su cuenta es el día en que se pidió; vale lo último que se pidió.
        desde = plazo.explicacion[0]["fecha"] if plazo.explicacion else ""
        pedidos[plazo.peticion_id] = max(
            pedidos.get(plazo.peticion_id, ("", date.min)), (desde, plazo.fecha_vence)
        )
    for peticion, (_, hasta) in pedidos.items():
        cambios = {"persona_hasta": hasta}
        de_la_entidad = abiertos.filter(peticion_id=peticion).exclude(obligado="ciudadania")
        if fechas := sorted(_con_su_alarma(p) for p in de_la_entidad):
            momento, clase, dia = fechas[0]
            cambios |= {"vence": dia, "vence_momento": momento, "vence_clase": clase}
        Peticion.objects.filter(pk=peticion).update(**cambios)


def _con_su_alarma(plazo):
    otra = plazo.fecha_vence_alterna
    if otra is None or otra >= plazo.fecha_vence:
        return plazo.momento_vence, plazo.clase, plazo.fecha_vence
    medianoche = datetime.combine(otra + timedelta(days=1), time(), tzinfo=BOGOTA)
    return medianoche, plazo.clase, otra


class Migration(migrations.Migration):
    dependencies = [
        ("correspondencia", "0001_initial"),
        ("directorio", "0009_historia_de_ajustes"),
        ("peticiones", "0021_rebote_de_alcance"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="peticion",
            name="persona_hasta",
            field=models.DateField(
                blank=True,
                help_text="Último día de la persona para completar o aclarar lo que se le pidió",
                null=True,
            ),
        ),
        migrations.AddIndex(
            model_name="peticion",
            index=models.Index(
                condition=models.Q(("esta_cerrada", False), ("persona_hasta__isnull", False)),
                fields=["persona_hasta", "estado", "dependencia", "responsable"],
                name="peticion_espera",
            ),
        ),
        migrations.RunPython(separar, migrations.RunPython.noop),
    ]
