"""La respuesta."""

from django.db import models

from ventanilla.archivo.models import Guardado
from ventanilla.peticiones.models.peticion import Peticion
from ventanilla.peticiones.models.salida import Salida


class Respuesta(Salida):
    """Lo que la entidad contesta: borrador → firmada (número de salida) → enviada → notificada.

    Solo la notificación, con su prueba, cierra el término (CPACA arts. 13 y 14; T-149 de 2013).
    """

    peticion = models.OneToOneField(Peticion, on_delete=models.PROTECT, related_name="respuesta")

    class Meta:
        verbose_name = "respuesta"

    def __str__(self) -> str:
        return f"{self.peticion_id} {self.estado}"


class AnexoDeRespuesta(models.Model):
    """Documento que acompaña la respuesta: al firmar queda congelado y su SHA-256 va en el oficio.

    A las imágenes se les quitan los datos ocultos al recibirlas, así la huella es la de lo que la
    persona baja. Mientras es borrador se puede quitar.
    """

    respuesta = models.ForeignKey(Respuesta, on_delete=models.PROTECT, related_name="anexos")
    orden = models.PositiveSmallIntegerField()
    guardado = models.ForeignKey(Guardado, on_delete=models.PROTECT, related_name="+")
    nombre = models.CharField(max_length=120)
    extension = models.CharField(max_length=10)

    class Meta:
        verbose_name = "anexo de la respuesta"
        ordering = ["respuesta_id", "orden"]
        constraints = [
            models.UniqueConstraint(fields=["respuesta", "orden"], name="anexo_de_respuesta_unico")
        ]

    def __str__(self) -> str:
        return f"respuesta-anexo-{self.orden}.{self.extension}"
