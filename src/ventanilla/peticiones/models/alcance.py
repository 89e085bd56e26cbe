"""El alcance a una respuesta."""

from django.db import models

from ventanilla.peticiones.models.peticion import Peticion
from ventanilla.peticiones.models.salida import Salida


class Alcance(Salida):
    """Lo que completa o corrige una respuesta ya enviada, con su propio número de salida.

    La petición no se reabre ni su término cambia: lo que se informó cerrado sigue cerrado. Se envía
    y se notifica con prueba, como la respuesta.
    """

    class Para(models.TextChoices):
        COMPLETAR = "completar", "Completarla"
        CORREGIR = "corregir", "Corregirla"

    peticion = models.ForeignKey(Peticion, on_delete=models.PROTECT, related_name="alcances")
    orden = models.PositiveSmallIntegerField()
    para = models.CharField(max_length=10, choices=Para.choices)

    class Meta:
        verbose_name = "alcance"
        ordering = ["peticion_id", "orden"]
        constraints = [
            models.UniqueConstraint(fields=["peticion", "orden"], name="alcance_unico"),
            models.UniqueConstraint(
                fields=["peticion"],
                condition=models.Q(estado="borrador"),
                name="alcance_un_borrador",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.peticion_id} alcance {self.orden} {self.estado}"
