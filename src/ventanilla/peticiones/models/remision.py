"""Lo que se remite a Control Disciplinario."""

from django.db import models

from ventanilla.directorio.models import Usuario
from ventanilla.peticiones.models.peticion import Peticion


class Remision(models.Model):
    """Que alguien puso una petición en conocimiento de Control Disciplinario, y por qué.

    La actuación disciplinaria es reservada (Ley 1952 de 2019 art. 115): el motivo va cifrado, y no
    queda en la historia de la petición, que leen aquellos de quienes puede tratar.
    """

    peticion = models.ForeignKey(Peticion, on_delete=models.PROTECT, related_name="remisiones")
    quien = models.ForeignKey(Usuario, on_delete=models.PROTECT, related_name="+")
    momento = models.DateTimeField()
    uuid = models.UUIDField(unique=True)
    motivo_cifrado = models.BinaryField()

    class Meta:
        verbose_name = "remisión"
        constraints = [
            models.UniqueConstraint(fields=["peticion", "quien"], name="remision_unica_por_persona")
        ]

    def __str__(self) -> str:
        return f"{self.peticion_id} {self.momento:%Y-%m-%d}"
