"""Lo que la entidad envía, y su prueba."""

from django.db import models

from ventanilla.correspondencia.models.radicado import Radicado


class Envio(models.Model):
    """Una comunicación por despachar: la fila es la verdad; el trabajo encolado, solo un aviso.

    `carga` lleva cifrados el destino y los datos de la plantilla. `mensaje_id` es estable: si el
    correo sale dos veces, el buzón del destinatario lo nota (entrega «al menos una vez»).
    """

    class Estado(models.TextChoices):
        PENDIENTE = "pendiente", "Por enviar"
        ENVIADO = "enviado", "Aceptado por el servidor de destino"
        DEVUELTO = "devuelto", "Devuelto"
        FALLIDO = "fallido", "No se pudo enviar"

    uuid = models.UUIDField(unique=True)
    clase = models.CharField(max_length=30)
    radicado = models.ForeignKey(
        Radicado, null=True, on_delete=models.PROTECT, related_name="envios"
    )
    llave = models.CharField(max_length=120, unique=True)
    plantilla = models.CharField(max_length=80)
    carga = models.BinaryField()
    adjuntos = models.JSONField(default=list)
    mensaje_id = models.CharField(max_length=200)
    estado = models.CharField(max_length=12, choices=Estado.choices, default=Estado.PENDIENTE)
    intentos = models.PositiveSmallIntegerField(default=0)
    proximo_intento = models.DateTimeField(null=True)
    creado = models.DateTimeField()
    momento_envio = models.DateTimeField(null=True)
    prueba = models.JSONField(default=dict)

    class Meta:
        verbose_name = "envío"
        indexes = [
            models.Index(
                fields=["proximo_intento"],
                name="envio_por_salir",
                condition=models.Q(estado="pendiente"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.clase} {self.estado}"
