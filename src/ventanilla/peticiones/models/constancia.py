"""La constancia de radicación, congelada."""

from django.db import models

from ventanilla.peticiones.models.peticion import Peticion


class Constancia(models.Model):
    """Lo que imprime la constancia, como era la primera vez que se compuso (CPACA arts. 15 y 61).

    Un día que se declare después, otro membrete u otro reglamento no la cambian: la que la persona
    bajó y la que baje mañana son los mismos bytes. `cifrada` es la foto, porque trae la identidad en
    claro; `version` es la de las plantillas con que se compuso.
    """

    peticion = models.OneToOneField(Peticion, on_delete=models.PROTECT, related_name="constancia")
    cifrada = models.BinaryField()
    version = models.CharField(max_length=64)
    congelada = models.DateTimeField()

    class Meta:
        verbose_name = "constancia"

    def __str__(self) -> str:
        return f"constancia de {self.peticion_id}"
