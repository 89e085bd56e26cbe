"""Los documentos que acompañan una petición."""

from django.db import models

from ventanilla.archivo.models import Guardado
from ventanilla.peticiones.models.peticion import Peticion


class Anexo(models.Model):
    """Documento entregado con la petición: se anota su número y clase (CPACA art. 15).

    Se sirve como `anexo-N.ext`; el nombre que traía se guarda cifrado, porque puede decir quién es.
    """

    peticion = models.ForeignKey(Peticion, on_delete=models.PROTECT, related_name="anexos")
    orden = models.PositiveSmallIntegerField()
    guardado = models.ForeignKey(Guardado, on_delete=models.PROTECT, related_name="+")
    extension = models.CharField(max_length=10)
    descripcion = models.CharField("clase de documento", max_length=120)
    nombre_cifrado = models.BinaryField()

    class Meta:
        verbose_name = "anexo"
        ordering = ["peticion_id", "orden"]
        constraints = [models.UniqueConstraint(fields=["peticion", "orden"], name="anexo_unico")]

    def __str__(self) -> str:
        return f"anexo-{self.orden}.{self.extension}"
