"""La tabla de retención documental."""

from django.db import models

from ventanilla.directorio.models import Dependencia


class VersionTrd(models.Model):
    """Una versión de la TRD, con el acto que la adoptó y desde cuándo rige (Ley 594 de 2000 art. 24).

    Una versión nueva no cambia los expedientes que abrió la anterior. Mientras es borrador no tiene acto
    ni fecha. `edicion` sube con cada cambio del borrador. `por_regir`: los tipos documentales todavía no
    apuntan a sus series, porque no ha llegado su día. La retirada nunca rigió: se lee, y su número no se
    usa otra vez.
    """

    class Estado(models.TextChoices):
        BORRADOR = "borrador", "Borrador"
        ADOPTADA = "adoptada", "Adoptada"
        RETIRADA = "retirada", "Retirada"

    numero = models.CharField("versión", max_length=20, unique=True)
    estado = models.CharField(max_length=10, choices=Estado.choices, default=Estado.ADOPTADA)
    acto = models.CharField(max_length=160, blank=True)
    desde = models.DateField(null=True, blank=True)
    hasta = models.DateField(null=True, blank=True)
    edicion = models.PositiveIntegerField("edición", default=1)
    por_regir = models.BooleanField(default=False)
    retirada = models.DateTimeField(null=True, blank=True)
    motivo_de_retiro = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = "versión de la TRD"
        ordering = ["desde", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["estado"],
                name="trd_un_solo_borrador",
                condition=models.Q(estado="borrador"),
            )
        ]

    def __str__(self) -> str:
        return self.numero


class SerieDocumental(models.Model):
    """Serie o subserie: los documentos que una dependencia produce por la misma función.

    La retención se cuenta desde que el expediente se cierra. Un dato que la entidad no ha fijado queda
    en blanco: no se inventa. El código puede repetirse con otro nombre, como en las TRD de verdad.
    `abren`: códigos de los tipos documentales cuyos expedientes se abren aquí desde que la versión rija;
    `viene_de`: la serie de la versión anterior de la que es continuación.
    """

    class Disposicion(models.TextChoices):
        CONSERVACION = "CT", "Conservación total"
        ELIMINACION = "E", "Eliminación"
        SELECCION = "S", "Selección"
        MEDIO_TECNICO = "MT", "Reproducción por medio técnico"

    version = models.ForeignKey(VersionTrd, on_delete=models.PROTECT, related_name="series")
    codigo = models.CharField("código", max_length=40)
    nombre = models.CharField(max_length=200)
    madre = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="subseries"
    )
    dependencia = models.ForeignKey(
        Dependencia,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="productora",
    )
    retencion_gestion = models.PositiveSmallIntegerField(null=True, help_text="Años")
    retencion_central = models.PositiveSmallIntegerField(null=True, help_text="Años")
    disposicion = models.CharField(
        "disposición final", max_length=2, choices=Disposicion.choices, blank=True
    )
    tipos = models.TextField("tipos documentales", blank=True)
    es_de_peticiones = models.BooleanField(
        default=False,
        help_text="Abre aquí sus expedientes la petición cuyo tipo no dice otra serie",
    )
    codigo_inventado = models.BooleanField(default=False)
    abren = models.JSONField(default=list)
    viene_de = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="continuan"
    )

    class Meta:
        verbose_name = "serie documental"
        ordering = ["codigo", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "codigo", "nombre"], name="serie_documental_unica"
            )
        ]

    def __str__(self) -> str:
        return f"{self.codigo} {self.nombre}"
