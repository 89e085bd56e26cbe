"""Los accesos de lectura que se dan a un ente de control."""

from django.db import models

from ventanilla.directorio.models import Dependencia, Usuario
from ventanilla.peticiones.models.peticion import Peticion


class AccesoExterno(models.Model):
    """Permiso de lectura, acotado y con fechas, para una persona de un ente de control.

    Lo pide un acto u oficio del ente. Alcanza una lista de números (`es_por_lista`) o las que
    cumplan dependencia, clase y período. Se abre con un enlace del que solo se guarda la huella.
    """

    uuid = models.UUIDField(unique=True)
    ente = models.CharField(max_length=120)
    persona = models.CharField(max_length=120)
    correo = models.EmailField()
    acto = models.CharField(max_length=160)
    desde = models.DateField()
    hasta = models.DateField()
    es_por_lista = models.BooleanField(default=False)
    peticiones = models.ManyToManyField(Peticion, related_name="+", blank=True)
    dependencias = models.ManyToManyField(Dependencia, related_name="+", blank=True)
    clases = models.JSONField(default=list, blank=True)
    recibidas_desde = models.DateField(null=True, blank=True)
    recibidas_hasta = models.DateField(null=True, blank=True)
    huella = models.CharField(max_length=64, unique=True)
    creado = models.DateTimeField()
    creado_por = models.ForeignKey(Usuario, on_delete=models.PROTECT, related_name="+")
    revocado = models.DateTimeField(null=True, blank=True)
    revocado_por = models.ForeignKey(
        Usuario, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "acceso externo"
        ordering = ["-creado", "-id"]

    def __str__(self) -> str:
        return f"{self.ente} {self.desde} {self.hasta}"
