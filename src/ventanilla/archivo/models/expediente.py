"""El expediente electrónico, su índice y sus cierres."""

from django.db import models

from ventanilla.archivo.models.guardado import Guardado
from ventanilla.archivo.models.trd import SerieDocumental
from ventanilla.directorio.models import Dependencia


class Expediente(models.Model):
    """Los documentos de un mismo trámite, en orden y en su serie (CPACA arts. 36 y 59).

    `objeto` dice de qué es, como en el libro («peticion:1b4e…»): la casa de arriba no se importa.
    `asientos_vistos`: hasta dónde del libro de su objeto se ha mirado. `se_cierra`: el día desde el
    que se puede cerrar; nulo mientras el trámite siga. `abierto_a_mano`: alguien lo reabrió, y no se
    cierra hasta que alguien lo cierre.
    """

    uuid = models.UUIDField(unique=True)
    objeto = models.CharField(max_length=80, unique=True)
    codigo = models.CharField("código", max_length=120, db_index=True)
    nombre = models.CharField(max_length=200)
    serie = models.ForeignKey(SerieDocumental, on_delete=models.PROTECT, related_name="expedientes")
    dependencia = models.ForeignKey(
        Dependencia, null=True, on_delete=models.PROTECT, related_name="+"
    )
    abierto = models.DateTimeField()
    cerrado = models.DateTimeField(null=True)
    se_cierra = models.DateField(null=True)
    abierto_a_mano = models.BooleanField(default=False)
    largo = models.PositiveIntegerField(default=0)
    cabeza = models.CharField(max_length=64, blank=True)
    asientos_vistos = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "expediente"
        indexes = [
            models.Index(
                fields=["se_cierra"],
                name="expediente_por_cerrar",
                condition=models.Q(cerrado__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return self.codigo


class DocumentoDeExpediente(models.Model):
    """Un renglón del índice electrónico: se agrega y no se edita.

    `hash` cubre este renglón y el `hash` del anterior. Los bytes están en `guardado` o, si el
    documento nació aquí como texto, en `texto`. `llave` dice de dónde salió: no entra dos veces.
    """

    class Origen(models.TextChoices):
        ELECTRONICO = "Electrónico", "Electrónico"
        DIGITALIZADO = "Digitalizado", "Digitalizado"

    expediente = models.ForeignKey(Expediente, on_delete=models.PROTECT, related_name="documentos")
    orden = models.PositiveIntegerField()
    uuid = models.UUIDField(unique=True)
    llave = models.CharField(max_length=80)
    nombre = models.CharField(max_length=160)
    tipo = models.CharField("tipología documental", max_length=160)
    creado = models.DateTimeField("fecha del documento")
    incorporado = models.DateTimeField()
    sha256 = models.CharField("SHA-256", max_length=64)
    tamano = models.BigIntegerField("tamaño")
    formato = models.CharField(max_length=100)
    origen = models.CharField(max_length=12, choices=Origen.choices)
    paginas = models.PositiveIntegerField("páginas", null=True)
    guardado = models.ForeignKey(Guardado, null=True, on_delete=models.PROTECT, related_name="+")
    texto = models.TextField(blank=True)
    previo = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = "documento de expediente"
        ordering = ["expediente_id", "orden"]
        constraints = [
            models.UniqueConstraint(
                fields=["expediente", "orden"], name="documento_unico_en_orden"
            ),
            models.UniqueConstraint(
                fields=["expediente", "llave"], name="documento_unico_por_llave"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.orden:03d}-{self.nombre}"


class CierreDeExpediente(models.Model):
    """El índice, firmado al cerrar. Si el expediente se reabre, dice cuándo y por qué; no se borra.

    `cerrado_por` y `porque`: quién lo cerró a mano y la razón; vacíos si se cerró solo. `motivo` y
    `reabierto_por` son los de la reapertura.
    """

    expediente = models.ForeignKey(Expediente, on_delete=models.PROTECT, related_name="cierres")
    momento = models.DateTimeField()
    documentos = models.PositiveIntegerField()
    cabeza = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    firma = models.CharField(max_length=128)
    llave_publica = models.CharField("llave pública", max_length=64)
    cerrado_por = models.CharField(max_length=160, blank=True)
    porque = models.CharField("por qué se cerró", max_length=300, blank=True)
    reabierto = models.DateTimeField(null=True)
    reabierto_por = models.CharField(max_length=160, blank=True)
    motivo = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = "cierre de expediente"
        ordering = ["expediente_id", "id"]

    def __str__(self) -> str:
        return f"{self.expediente_id} {self.momento:%Y-%m-%d}"
