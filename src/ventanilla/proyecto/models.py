"""La agenda guardada."""

from django.db import models


class Programacion(models.Model):
    """Cuándo corre de nuevo una tarea de la agenda; se toma por actualización condicional."""

    tarea = models.CharField(max_length=80, unique=True)
    proxima = models.DateTimeField()
    ultima = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "programación"

    def __str__(self) -> str:
        return self.tarea
