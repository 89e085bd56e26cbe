"""La respuesta."""

from django.db import models

from ventanilla.archivo.models import Guardado
from ventanilla.correspondencia.models import Envio, Radicado
from ventanilla.directorio.models import Usuario
from ventanilla.peticiones.models.peticion import Peticion


class Respuesta(models.Model):
    """Lo que la entidad contesta: borrador → firmada (número de salida) → enviada → notificada.

    Solo la notificación, con su prueba, cierra el término (CPACA arts. 13 y 14; T-149 de 2013).
    """

    class Estado(models.TextChoices):
        BORRADOR = "borrador", "Borrador"
        FIRMADA = "firmada", "Firmada"
        ENVIADA = "enviada", "Enviada, falta constancia"
        NOTIFICADA = "notificada", "Notificada"

    peticion = models.OneToOneField(Peticion, on_delete=models.PROTECT, related_name="respuesta")
    uuid = models.UUIDField(unique=True)
    estado = models.CharField(max_length=12, choices=Estado.choices, default=Estado.BORRADOR)
    asunto = models.CharField(max_length=200)
    cuerpo = models.TextField(blank=True, help_text="HTML limpio")
    version = models.PositiveIntegerField(default=1)
    autor = models.ForeignKey(Usuario, on_delete=models.PROTECT, related_name="+")
    editada = models.DateTimeField()
    firmante = models.ForeignKey(Usuario, null=True, on_delete=models.PROTECT, related_name="+")
    radicado = models.OneToOneField(
        Radicado, null=True, on_delete=models.PROTECT, related_name="respuesta"
    )
    firmada = models.DateTimeField(null=True)
    instantanea = models.JSONField(default=dict)
    documento = models.ForeignKey(Guardado, null=True, on_delete=models.PROTECT, related_name="+")
    envio = models.ForeignKey(Envio, null=True, on_delete=models.PROTECT, related_name="+")
    medio = models.CharField(max_length=20, blank=True)
    despachada = models.DateTimeField(null=True)
    notificada = models.DateTimeField(null=True)
    prueba = models.JSONField(default=dict)

    class Meta:
        verbose_name = "respuesta"

    def __str__(self) -> str:
        return f"{self.peticion_id} {self.estado}"


class AnexoDeRespuesta(models.Model):
    """Documento que acompaña la respuesta: al firmar queda congelado y su SHA-256 va en el oficio.

    A las imágenes se les quitan los datos ocultos al recibirlas, así la huella es la de lo que la
    persona baja. Mientras es borrador se puede quitar.
    """

    respuesta = models.ForeignKey(Respuesta, on_delete=models.PROTECT, related_name="anexos")
    orden = models.PositiveSmallIntegerField()
    guardado = models.ForeignKey(Guardado, on_delete=models.PROTECT, related_name="+")
    nombre = models.CharField(max_length=120)
    extension = models.CharField(max_length=10)

    class Meta:
        verbose_name = "anexo de la respuesta"
        ordering = ["respuesta_id", "orden"]
        constraints = [
            models.UniqueConstraint(fields=["respuesta", "orden"], name="anexo_de_respuesta_unico")
        ]

    def __str__(self) -> str:
        return f"respuesta-anexo-{self.orden}.{self.extension}"
