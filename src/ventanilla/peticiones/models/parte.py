"""Lo que otra dependencia aporta para responder."""

from django.db import models

from ventanilla.archivo.models import Guardado
from ventanilla.directorio.models import Dependencia, Usuario
from ventanilla.peticiones.models.peticion import Peticion


class Parte(models.Model):
    """Lo que la dependencia que responde le pide a otra: la petición sigue siendo una y de una sola.

    Su fecha es la del `Plazo` que tiene este `orden` en `parte`, y no pasa del término de la
    respuesta (CPACA art. 14). `vence`, `vence_momento` y el estado `cerrada` son copia del cálculo.
    """

    class Estado(models.TextChoices):
        ABIERTA = "abierta", "Por entregar"
        ENTREGADA = "entregada", "Entregada"
        DEVUELTA = "devuelta", "Devuelta"
        RETIRADA = "retirada", "Ya no se necesita"
        CERRADA = "cerrada", "Terminó con la petición"

    peticion = models.ForeignKey(Peticion, on_delete=models.PROTECT, related_name="partes")
    orden = models.PositiveSmallIntegerField()
    dependencia = models.ForeignKey(Dependencia, on_delete=models.PROTECT, related_name="partes")
    responsable = models.ForeignKey(
        Usuario, null=True, blank=True, on_delete=models.PROTECT, related_name="partes"
    )
    pedido = models.TextField("qué se pide")
    pedida = models.DateTimeField()
    pedida_por = models.ForeignKey(Usuario, on_delete=models.PROTECT, related_name="+")
    estado = models.CharField(max_length=10, choices=Estado.choices, default=Estado.ABIERTA)
    texto = models.TextField("lo entregado", blank=True)
    motivo = models.TextField("por qué se devolvió o se retiró", blank=True)
    terminada = models.DateTimeField(null=True)
    terminada_por = models.ForeignKey(
        Usuario, null=True, on_delete=models.PROTECT, related_name="+"
    )
    vence = models.DateField(null=True)
    vence_momento = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "parte"
        ordering = ["peticion_id", "orden"]
        constraints = [models.UniqueConstraint(fields=["peticion", "orden"], name="parte_unica")]
        indexes = [
            models.Index(
                fields=["dependencia", "vence_momento", "id"],
                name="parte_dep_por_vencer",
                condition=models.Q(estado="abierta"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.peticion_id} parte {self.orden}"


class ArchivoDeParte(models.Model):
    """Archivo que una dependencia entrega con su parte; se sirve como `parte-N-archivo-M.ext`."""

    parte = models.ForeignKey(Parte, on_delete=models.PROTECT, related_name="archivos")
    orden = models.PositiveSmallIntegerField()
    guardado = models.ForeignKey(Guardado, on_delete=models.PROTECT, related_name="+")
    extension = models.CharField(max_length=10)

    class Meta:
        verbose_name = "archivo de una parte"
        ordering = ["parte_id", "orden"]
        constraints = [
            models.UniqueConstraint(fields=["parte", "orden"], name="archivo_de_parte_unico")
        ]

    def __str__(self) -> str:
        return f"parte-{self.parte.orden}-archivo-{self.orden}.{self.extension}"
