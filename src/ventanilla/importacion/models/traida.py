"""Una importación hecha desde la pantalla."""

from django.db import models

from ventanilla.archivo.models import Guardado
from ventanilla.directorio.models import Usuario


class Traida(models.Model):
    """Un archivo de otro sistema, desde que se sube hasta que se da cuenta de él.

    `mapa` dice qué es cada columna, con la forma del TOML. `prueba` es lo que se vio al simular y
    `resumen` lo que pasó. `turno` es de quien la está leyendo: quien lo pierde deja de escribir.
    `movida` es la última vez que alguien la tocó. El archivo y sus filas apartadas traen nombres: se
    borran después de un tiempo (`soltado`) y queda `huella`, la prueba de cuál fue.
    """

    class Que(models.TextChoices):
        PQRSD = "pqrsd", "Peticiones"
        DEPENDENCIAS = "dependencias", "Dependencias"
        PERSONAS = "personas", "Personas"

    class Estado(models.TextChoices):
        RECIBIDA = "recibida", "Falta decir las columnas"
        POR_PROBAR = "por_probar", "Probando"
        PROBADA = "probada", "Probada, sin traer"
        POR_TRAER = "por_traer", "Trayendo"
        TERMINADA = "terminada", "Terminada"
        FALLIDA = "fallida", "No se pudo"
        DESCARTADA = "descartada", "Descartada"

    uuid = models.UUIDField(unique=True)
    que = models.CharField(max_length=12, choices=Que.choices)
    estado = models.CharField(max_length=10, choices=Estado.choices)
    nombre = models.CharField(max_length=120)
    archivo = models.ForeignKey(Guardado, null=True, on_delete=models.PROTECT, related_name="+")
    huella = models.CharField("SHA-256 del archivo", max_length=64)
    creada = models.DateTimeField()
    creada_por = models.ForeignKey(Usuario, on_delete=models.PROTECT, related_name="+")
    mapa = models.JSONField(default=dict)
    cierres = models.JSONField(default=list)
    prueba = models.JSONField(default=dict)
    resumen = models.JSONField(default=dict)
    total = models.PositiveIntegerField(default=0)
    hechas = models.PositiveIntegerField(default=0)
    entraron = models.PositiveIntegerField(default=0)
    abiertas = models.PositiveIntegerField(default=0)
    apartadas = models.ForeignKey(
        Guardado, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    turno = models.CharField(max_length=32, blank=True)
    latido = models.DateTimeField(null=True)
    movida = models.DateTimeField(null=True)
    soltado = models.DateTimeField(null=True)
    terminada = models.DateTimeField(null=True)
    falla = models.TextField(blank=True)

    class Meta:
        verbose_name = "importación"
        ordering = ["-creada", "-id"]

    def __str__(self) -> str:
        return f"{self.get_que_display()}: {self.nombre}"

    @property
    def esta_trabajando(self) -> bool:
        """Si el obrero la tiene o la va a tomar."""
        return self.estado in (self.Estado.POR_PROBAR, self.Estado.POR_TRAER)
