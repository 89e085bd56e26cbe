"""Cuentas de intentos, para que nadie adivine claves ni ahogue la puerta."""

from django.db import models


class Limite(models.Model):
    """Cuántas veces pasó algo en una ventana de tiempo. `llave` es una huella, no una dirección."""

    llave = models.CharField(max_length=64)
    ventana = models.BigIntegerField(help_text="Segundos desde 1970 en que empieza la ventana")
    cuenta = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "límite"
        constraints = [
            models.UniqueConstraint(fields=["llave", "ventana"], name="limite_unico_por_ventana")
        ]

    def __str__(self) -> str:
        return f"{self.llave[:8]} {self.cuenta}"
