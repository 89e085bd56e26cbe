"""El alcance a una respuesta."""

from django.db import models

from ventanilla.peticiones.models.peticion import Peticion
from ventanilla.peticiones.models.salida import AnexoDeSalida, Salida


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


class AnexoDeAlcance(AnexoDeSalida):
    """Documento que acompaña un alcance."""

    alcance = models.ForeignKey(Alcance, on_delete=models.PROTECT, related_name="anexos")

    class Meta:
        verbose_name = "anexo del alcance"
        ordering = ["alcance_id", "orden"]
        constraints = [
            models.UniqueConstraint(fields=["alcance", "orden"], name="anexo_de_alcance_unico")
        ]

    def __str__(self) -> str:
        return f"alcance-{self.alcance.orden}-anexo-{self.orden}.{self.extension}"

    @property
    def salida(self) -> Alcance:
        """Lo que acompaña."""
        return self.alcance
