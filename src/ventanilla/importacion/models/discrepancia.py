"""Una fecha que el otro sistema dio y no es la de ley."""

from django.db import models

from ventanilla.directorio.models import Usuario
from ventanilla.importacion.models.traida import Traida
from ventanilla.peticiones.models import Peticion


class Discrepancia(models.Model):
    """El vencimiento que el otro sistema escribió y el que la ley da a esa clase, que no coinciden.

    Las dos fechas se guardan aparte. Mientras nadie la resuelva, el término corre como entró.
    """

    class Sentido(models.TextChoices):
        ANTES = "antes", "Antes que la ley"
        CON_AMPLIACION = "con_ampliacion", "Después, dentro de la prórroga que la ley admite"
        DESPUES = "despues", "Después de lo que la ley admite"

    class Resolucion(models.TextChoices):
        LEY = "ley", "Se usa el término de ley"
        ORIGEN = "origen", "Se conserva la fecha del otro sistema"

    peticion = models.OneToOneField(
        Peticion, on_delete=models.PROTECT, related_name="discrepancia_de_origen"
    )
    traida = models.ForeignKey(
        Traida, null=True, blank=True, on_delete=models.PROTECT, related_name="discrepancias"
    )
    sentido = models.CharField(max_length=14, choices=Sentido.choices)
    vence_en_origen = models.DateField()
    vence_de_ley = models.DateField()
    dias_en_origen = models.PositiveSmallIntegerField(null=True)
    unidad_en_origen = models.CharField(max_length=12, blank=True)
    responsable = models.ForeignKey(
        Usuario, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    resolucion = models.CharField(max_length=6, choices=Resolucion.choices, blank=True)
    motivo = models.TextField(blank=True)
    resuelta = models.DateTimeField(null=True)
    resuelta_por = models.ForeignKey(
        Usuario, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    creada = models.DateTimeField()

    class Meta:
        verbose_name = "discrepancia"
        indexes = [
            models.Index(
                fields=["resolucion", "sentido", "vence_de_ley"], name="discrepancia_lista"
            )
        ]

    def __str__(self) -> str:
        return f"{self.vence_en_origen} y no {self.vence_de_ley}"
