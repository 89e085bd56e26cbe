"""Los días que la entidad no trabaja."""

from django.db import models


class DiaNoHabil(models.Model):
    """Día no hábil local, con su acto, alcance y efecto (véase la norma en docs/normas.md).

    Un acto municipal no acorta con claridad un derecho legal: por defecto no mueve los términos
    de ley (`afecta_terminos_legales`), y se guardan las dos fechas.
    """

    class Efecto(models.TextChoices):
        NO_HABIL = "no_habil", "No hay trabajo ni atención"
        SUSPENDE = "suspende_terminos", "Suspende términos"
        SOLO_ATENCION = "solo_atencion", "Solo se cierra la atención"

    fecha = models.DateField()
    motivo = models.CharField(max_length=160)
    acto = models.CharField(max_length=160)
    efecto = models.CharField(max_length=20, choices=Efecto.choices, default=Efecto.NO_HABIL)
    afecta_terminos_legales = models.BooleanField(default=False)
    dependencias_exceptuadas = models.JSONField(default=list, blank=True)
    alcance = models.JSONField(
        default=list, blank=True, help_text="Códigos de dependencia; vacío es toda la entidad"
    )
    publicado_en = models.URLField(blank=True)
    revocado_por = models.CharField(
        max_length=160, blank=True, help_text="El acto que lo dejó sin efecto"
    )
    por_aplicar = models.BooleanField(
        default=False, help_text="Falta volver a contar las peticiones abiertas"
    )

    class Meta:
        verbose_name = "día no hábil"
        ordering = ["fecha"]
        constraints = [
            models.UniqueConstraint(fields=["fecha", "acto"], name="dia_no_habil_unico_por_acto")
        ]

    def __str__(self) -> str:
        return f"{self.fecha} {self.motivo}"
