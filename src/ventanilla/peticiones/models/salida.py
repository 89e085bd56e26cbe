"""Lo que tienen en común los oficios con que se contesta una petición."""

from django.db import models

from ventanilla.archivo.models import Guardado
from ventanilla.correspondencia.models import Envio, Radicado
from ventanilla.directorio.models import Usuario


class Salida(models.Model):
    """Un documento de salida: borrador → firmado (número) → enviado → notificado, con su prueba."""

    class Estado(models.TextChoices):
        BORRADOR = "borrador", "Borrador"
        FIRMADA = "firmada", "Firmada"
        ENVIADA = "enviada", "Enviada, falta constancia"
        NOTIFICADA = "notificada", "Notificada"

    uuid = models.UUIDField(unique=True)
    estado = models.CharField(max_length=12, choices=Estado.choices, default=Estado.BORRADOR)
    asunto = models.CharField(max_length=200)
    cuerpo = models.TextField(blank=True, help_text="HTML limpio")
    version = models.PositiveIntegerField(default=1)
    autor = models.ForeignKey(Usuario, on_delete=models.PROTECT, related_name="+")
    editada = models.DateTimeField()
    firmante = models.ForeignKey(Usuario, null=True, on_delete=models.PROTECT, related_name="+")
    radicado = models.OneToOneField(
        Radicado, null=True, on_delete=models.PROTECT, related_name="%(class)s"
    )
    firmada = models.DateTimeField(null=True)
    instantanea = models.JSONField(default=dict)
    documento = models.ForeignKey(Guardado, null=True, on_delete=models.PROTECT, related_name="+")
    envio = models.ForeignKey(Envio, null=True, on_delete=models.PROTECT, related_name="+")
    medio = models.CharField(max_length=20, blank=True)
    despachada = models.DateTimeField(null=True)
    notificada = models.DateTimeField(null=True)
    prueba = models.JSONField(default=dict)
    anteriores = models.JSONField(
        default=list,
        help_text="Los despachos que vinieron antes: medio, momento, envío y la prueba de cada uno",
    )

    class Meta:
        abstract = True


class AnexoDeSalida(models.Model):
    """Documento que acompaña lo que sale: al firmar queda congelado y su SHA-256 va en el oficio.

    A las imágenes se les quitan los datos ocultos al recibirlas, así la huella es la de lo que la
    persona baja. Mientras es borrador se puede quitar.
    """

    orden = models.PositiveSmallIntegerField()
    guardado = models.ForeignKey(Guardado, on_delete=models.PROTECT, related_name="+")
    nombre = models.CharField(max_length=120)
    extension = models.CharField(max_length=10)

    class Meta:
        abstract = True
