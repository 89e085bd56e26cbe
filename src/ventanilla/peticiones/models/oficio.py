"""Lo que sale con número y no es la respuesta."""

from django.db import models

from ventanilla.archivo.models import Guardado
from ventanilla.correspondencia.models import Envio, Radicado
from ventanilla.directorio.models import Usuario
from ventanilla.peticiones.models.actuacion import Actuacion
from ventanilla.peticiones.models.peticion import Peticion


class Oficio(models.Model):
    """Documento firmado, con número de salida, que decide algo y no responde de fondo.

    Es el traslado a otra autoridad, el aviso de que ninguna es competente (CPACA art. 21), el acto de
    desistimiento tácito (art. 17) o los de rechazo y de archivo de lo que no se aclaró (art. 19). `clase` es el tipo de la actuación con
    que nació, y `orden` el de esa actuación. `autoridad` trae `nombre`, `correo` y `direccion` de a
    quién se traslada; en los demás está vacía, porque van a quien pidió.

    `entregado` es cuándo lo conoció su destinatario, con su `prueba`; mientras falte, `prueba` trae qué
    se espera: que abra el correo (`notifica`, `limite`) o que venza el aviso (`publicado`, `retiro`,
    `surte`).
    """

    class Clase(models.TextChoices):
        TRASLADO = Actuacion.Tipo.TRASLADADA.value, "Oficio de traslado"
        SIN_COMPETENTE = Actuacion.Tipo.ARCHIVADA.value, "Comunicación de que nadie es competente"
        DESISTIMIENTO = (
            Actuacion.Tipo.DESISTIMIENTO_TACITO.value,
            "Acto que declara el desistimiento tácito",
        )
        SIN_ACLARAR = Actuacion.Tipo.SIN_ACLARAR.value, "Acto que la archiva porque no se aclaró"
        RECHAZO = Actuacion.Tipo.RECHAZADA.value, "Acto que rechaza la petición"

    peticion = models.ForeignKey(Peticion, on_delete=models.PROTECT, related_name="oficios")
    orden = models.PositiveIntegerField()
    uuid = models.UUIDField(unique=True)
    clase = models.CharField(max_length=30, choices=Clase.choices)
    radicado = models.OneToOneField(Radicado, on_delete=models.PROTECT, related_name="oficio")
    asunto = models.CharField(max_length=200)
    autoridad = models.JSONField(default=dict, blank=True)
    firmante = models.ForeignKey(Usuario, on_delete=models.PROTECT, related_name="+")
    firmado = models.DateTimeField()
    instantanea = models.JSONField(default=dict)
    documento = models.ForeignKey(Guardado, null=True, on_delete=models.PROTECT, related_name="+")
    remision = models.ForeignKey(Envio, null=True, on_delete=models.PROTECT, related_name="+")
    aviso = models.ForeignKey(Envio, null=True, on_delete=models.PROTECT, related_name="+")
    entregado = models.DateTimeField(null=True)
    prueba = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = "oficio"
        ordering = ["peticion_id", "orden"]
        constraints = [models.UniqueConstraint(fields=["peticion", "orden"], name="oficio_unico")]

    def __str__(self) -> str:
        return f"{self.peticion_id}#{self.orden} {self.clase}"
