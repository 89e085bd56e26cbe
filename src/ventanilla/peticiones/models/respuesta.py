"""La respuesta."""

from django.db import models

from ventanilla.peticiones.models.peticion import Peticion
from ventanilla.peticiones.models.salida import AnexoDeSalida, Salida


class Respuesta(Salida):
    """Lo que la entidad contesta: borrador → firmada (número de salida) → enviada → notificada.

    Solo la notificación, con su prueba, cierra el término (CPACA arts. 13 y 14; T-149 de 2013).
    """

    peticion = models.OneToOneField(Peticion, on_delete=models.PROTECT, related_name="respuesta")

    class Meta:
        verbose_name = "respuesta"

    def __str__(self) -> str:
        return f"{self.peticion_id} {self.estado}"


class AnexoDeRespuesta(AnexoDeSalida):
    """Documento que acompaña la respuesta."""

    respuesta = models.ForeignKey(Respuesta, on_delete=models.PROTECT, related_name="anexos")

    class Meta:
        verbose_name = "anexo de la respuesta"
        ordering = ["respuesta_id", "orden"]
        constraints = [
            models.UniqueConstraint(fields=["respuesta", "orden"], name="anexo_de_respuesta_unico")
        ]

    def __str__(self) -> str:
        return f"respuesta-anexo-{self.orden}.{self.extension}"

    @property
    def salida(self) -> Respuesta:
        """Lo que acompaña."""
        return self.respuesta
