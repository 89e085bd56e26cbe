"""Los relojes de una petición."""

from django.db import models

from ventanilla.peticiones.models.peticion import Peticion


class Plazo(models.Model):
    """Un reloj: respuesta, competencia (CPACA art. 21), complemento (art. 17), aclaración…

    `momento_vence` es exclusivo: las 00:00 del día siguiente en Bogotá, o la hora del juez. Un
    plazo detenido no tiene fecha. `explicacion` dice, día por día, si contó y por qué.
    """

    peticion = models.ForeignKey(Peticion, on_delete=models.PROTECT, related_name="plazos")
    clase = models.CharField(max_length=30)
    parte = models.CharField(max_length=40, blank=True)
    fecha_vence = models.DateField(null=True)
    momento_vence = models.DateTimeField(null=True)
    fecha_vence_alterna = models.DateField(null=True)
    norma = models.CharField(max_length=160)
    version = models.CharField(max_length=60)
    dias = models.PositiveSmallIntegerField(null=True)
    obligado = models.CharField(max_length=12, default="entidad")
    unidad = models.CharField(max_length=20)
    detenido_desde = models.DateField(null=True)
    cumplido_en = models.DateTimeField(null=True)
    explicacion = models.JSONField(default=list)

    class Meta:
        verbose_name = "plazo"
        constraints = [
            models.UniqueConstraint(fields=["peticion", "clase", "parte"], name="plazo_unico")
        ]

    def __str__(self) -> str:
        return f"{self.peticion_id} {self.clase} {self.fecha_vence}"
