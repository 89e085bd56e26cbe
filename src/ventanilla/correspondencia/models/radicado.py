"""Series, contadores y radicados."""

from django.db import models

from ventanilla.directorio.models import Dependencia


class Serie(models.Model):
    """Una numeración: su código, qué numera y cómo se imprime (Acuerdo AGN 060 de 2001 art. 5).

    Una serie de importación no tiene contador: cada número es el de su sistema de origen.
    """

    class Clase(models.TextChoices):
        ENTRADA = "entrada", "Comunicación recibida"
        SALIDA = "salida", "Comunicación enviada"
        UNICA = "unica", "Recibidas y enviadas en una sola numeración"
        IMPORTADA = "importada", "Traída de otro sistema"

    codigo = models.CharField("código", max_length=40, unique=True)
    nombre = models.CharField(max_length=120)
    clase = models.CharField(max_length=12, choices=Clase.choices)
    dependencia = models.ForeignKey(
        Dependencia, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    mascara = models.CharField("máscara", max_length=60, default="{vigencia}-{consecutivo:06d}")

    class Meta:
        verbose_name = "serie"

    def __str__(self) -> str:
        return self.codigo


class Contador(models.Model):
    """El último número dado en una serie y vigencia. Se cierra cuando abre la siguiente."""

    serie = models.ForeignKey(Serie, on_delete=models.PROTECT, related_name="contadores")
    vigencia = models.PositiveSmallIntegerField()
    ultimo = models.PositiveBigIntegerField(default=0)
    apertura = models.PositiveBigIntegerField(
        default=0, help_text="Último número del sistema anterior, cuando se empieza a mitad de año"
    )
    ultimo_momento = models.DateTimeField()
    cerrado = models.BooleanField(default=False)

    class Meta:
        verbose_name = "contador"
        constraints = [models.UniqueConstraint(fields=["serie", "vigencia"], name="contador_unico")]

    def __str__(self) -> str:
        return f"{self.serie_id}/{self.vigencia}: {self.ultimo}"


class Radicado(models.Model):
    """Número, fecha y hora con que la entidad deja constancia de un documento.

    Consecutivo desde 1 en cada vigencia, sin huecos, reservas ni repeticiones (Acuerdo AGN 060 de
    2001 arts. 5 y 6). `momento_recepcion` es el del medio y rige el término (CPACA art. 15 par. 1);
    `momento_radicacion` ordena los números.
    """

    serie = models.ForeignKey(Serie, on_delete=models.PROTECT, related_name="radicados")
    vigencia = models.PositiveSmallIntegerField()
    consecutivo = models.PositiveBigIntegerField(null=True)
    impreso = models.CharField(max_length=60, db_index=True)
    momento_recepcion = models.DateTimeField()
    momento_radicacion = models.DateTimeField()
    verificacion = models.CharField(
        max_length=40, unique=True, help_text="Ficha pública del QR: no deja adivinar otras"
    )
    llave = models.CharField(  # noqa: DJ001 (única: sin llave es NULL, que se puede repetir)
        max_length=200, null=True, unique=True, help_text="Llave de idempotencia, por 24 horas"
    )
    llave_cuerpo = models.CharField(max_length=64, blank=True)
    anulado_en = models.DateTimeField(null=True)
    anulado_por = models.TextField(blank=True)

    class Meta:
        verbose_name = "radicado"
        constraints = [
            models.UniqueConstraint(
                fields=["serie", "vigencia", "consecutivo"], name="radicado_consecutivo_unico"
            ),
            models.UniqueConstraint(
                fields=["serie", "vigencia", "impreso"], name="radicado_impreso_unico"
            ),
        ]

    def __str__(self) -> str:
        return self.impreso
