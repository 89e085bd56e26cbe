"""Un archivo guardado por su huella."""

from django.db import models


class Guardado(models.Model):
    """Los bytes de un archivo, una sola vez, bajo su SHA-256 (Acuerdo 060 de 2001, R13)."""

    sha256 = models.CharField("SHA-256", max_length=64, unique=True)
    tamano = models.BigIntegerField()
    tipo_mime = models.CharField(max_length=100)
    guardado_en = models.DateTimeField()

    class Meta:
        verbose_name = "archivo guardado"

    def __str__(self) -> str:
        return self.sha256[:12]
