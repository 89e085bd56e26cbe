"""La identidad de quien pide, aparte y cifrada."""

from django.db import models


class Identidad(models.Model):
    """Nombre, documento y datos de contacto de una persona, cifrados registro por registro.

    Solo se lee con `directorio.consultas.identidad(actor, motivo)`, que deja asiento
    (Ley 1581 de 2012; Ley 1712 de 2014 art. 4 par.).
    """

    uuid = models.UUIDField(unique=True)
    cifrado = models.BinaryField()
    huella_correo = models.CharField(max_length=64, blank=True, db_index=True)
    huella_documento = models.CharField(max_length=64, blank=True, db_index=True)
    es_reservada = models.BooleanField(default=False)
    creada = models.DateTimeField()

    class Meta:
        verbose_name = "identidad"

    def __str__(self) -> str:
        return str(self.uuid)
