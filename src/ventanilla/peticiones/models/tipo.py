"""El catálogo de la entidad."""

from django.db import models

from ventanilla.directorio.models import Dependencia


class TipoDocumental(models.Model):
    """Cómo llama la entidad a un documento; no da el término (eso lo hace la clase de petición).

    `fija_fecha` marca los que traen su propia fecha (entes de control, trámites judiciales).
    """

    codigo = models.CharField("código", max_length=40, unique=True)
    nombre = models.CharField(max_length=160)
    clase_por_defecto = models.CharField(max_length=40)
    dependencia_por_defecto = models.ForeignKey(
        Dependencia, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    fija_fecha = models.BooleanField(default=False)
    serie_trd = models.CharField("serie TRD", max_length=40, blank=True)
    activo = models.BooleanField(default=True)

    class Meta:
        verbose_name = "tipo documental"
        ordering = ["nombre"]

    def __str__(self) -> str:
        return self.nombre
