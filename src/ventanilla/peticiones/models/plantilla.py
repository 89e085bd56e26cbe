"""Las plantillas con que se empieza una respuesta."""

from django.db import models

from ventanilla.directorio.models import Dependencia
from ventanilla.peticiones.models.tipo import TipoDocumental


class Plantilla(models.Model):
    """Texto con variables con que se empieza una respuesta; una vez puesto, se edita como cualquiera.

    Sin dependencia sirve a toda la entidad; sin clase ni tipo documental, para cualquier petición.
    No se borra: se retira, y queda quién y cuándo en el libro.
    """

    uuid = models.UUIDField(unique=True)
    nombre = models.CharField(max_length=120)
    dependencia = models.ForeignKey(
        Dependencia, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    clase = models.CharField("clase de petición", max_length=40, blank=True)
    tipo_documental = models.ForeignKey(
        TipoDocumental, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    texto = models.TextField(help_text="Con las marcas del editor y {{variables}}")
    activa = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)
    editada = models.DateTimeField()

    class Meta:
        verbose_name = "plantilla de respuesta"
        ordering = ["nombre"]

    def __str__(self) -> str:
        return self.nombre
