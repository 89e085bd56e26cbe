"""Lo que le pasó a cada dependencia."""

from django.db import models

from ventanilla.directorio.models.entidad import Dependencia


class CambioDeDependencia(models.Model):
    """Un cambio de la estructura con el acto que lo dispuso. Se agrega y no se edita.

    Guarda cómo era antes: los documentos viejos conservan el nombre que tenían.
    """

    class Clase(models.TextChoices):
        RENOMBRADA = "renombrada", "Cambió de nombre"
        MOVIDA = "movida", "Pasó a depender de otra"
        UNIDA = "unida", "Se unió a otra"
        CERRADA = "cerrada", "Se cerró"

    dependencia = models.ForeignKey(Dependencia, on_delete=models.PROTECT, related_name="cambios")
    clase = models.CharField(max_length=12, choices=Clase.choices)
    nombre_anterior = models.CharField(max_length=200)
    padre_anterior = models.ForeignKey(
        Dependencia, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    sucesora = models.ForeignKey(
        Dependencia, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    acto = models.CharField(max_length=160, help_text="Clase, número y fecha: «Decreto 12 de 2026»")
    desde = models.DateField(help_text="Primer día en que rige el cambio")
    anotado = models.DateTimeField()

    class Meta:
        verbose_name = "cambio de dependencia"
        ordering = ["-desde", "-id"]

    def __str__(self) -> str:
        return f"{self.nombre_anterior}: {self.get_clase_display()}"
