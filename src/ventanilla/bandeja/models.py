"""Los filtros de la bandeja que se guardan con un nombre."""

from django.db import models
from django.db.models import Q

from ventanilla.directorio.models import Dependencia, Usuario


class FiltroGuardado(models.Model):
    """Una vista de la bandeja con su filtro y su orden, para volver a ella con un toque.

    Con dependencia, lo ven quienes trabajan en ella; sin ella, solo su dueño. Guarda qué se pidió
    ver, no lo que salió: cada quien ve lo que sus cargos le dejan ver ese día.
    """

    uuid = models.UUIDField(unique=True)
    nombre = models.CharField(max_length=60)
    usuario = models.ForeignKey(Usuario, on_delete=models.PROTECT, related_name="filtros")
    dependencia = models.ForeignKey(
        Dependencia, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    vista = models.CharField(max_length=20)
    consulta = models.JSONField(default=dict, blank=True)
    creado = models.DateTimeField()

    class Meta:
        verbose_name = "filtro guardado"
        ordering = ["nombre", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["usuario", "nombre"],
                condition=Q(dependencia__isnull=True),
                name="filtro_propio_sin_repetir",
            ),
            models.UniqueConstraint(
                fields=["dependencia", "nombre"],
                condition=Q(dependencia__isnull=False),
                name="filtro_compartido_sin_repetir",
            ),
        ]

    def __str__(self) -> str:
        return self.nombre
