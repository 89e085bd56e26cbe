"""El reglamento interno del derecho de petición, por versiones."""

from django.db import models


class Reglamento(models.Model):
    """Una versión del reglamento de peticiones, con el acto que la adopta (CPACA art. 22).

    Rige desde `desde` y hasta que otra la reemplace; la anterior se sigue leyendo. `valores` son los
    ajustes que sus artículos fijan; `antes`, los que había al adoptarla: lo recibido antes de la primera
    versión se sigue rigiendo por ellos.
    """

    class Estado(models.TextChoices):
        BORRADOR = "borrador", "Borrador"
        ADOPTADO = "adoptado", "Adoptado"

    numero = models.PositiveIntegerField("versión", unique=True)
    estado = models.CharField(max_length=10, choices=Estado.choices, default=Estado.BORRADOR)
    acto = models.CharField("acto de adopción", max_length=120, blank=True)
    fecha_acto = models.DateField(null=True)
    desde = models.DateField(null=True)
    hasta = models.DateField(null=True)
    valores = models.JSONField(default=dict)
    antes = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    editado = models.DateTimeField()
    adoptado = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "reglamento"
        ordering = ["numero"]
        constraints = [
            models.UniqueConstraint(
                fields=["estado"],
                name="reglamento_un_solo_borrador",
                condition=models.Q(estado="borrador"),
            )
        ]

    def __str__(self) -> str:
        return f"versión {self.numero}"


class Articulo(models.Model):
    """Un artículo. `plantilla` es lo que se escribe, con sus [ajustes]; `texto`, lo que se adoptó."""

    reglamento = models.ForeignKey(Reglamento, on_delete=models.CASCADE, related_name="articulos")
    numero = models.PositiveSmallIntegerField()
    titulo = models.CharField("título", max_length=160)
    plantilla = models.TextField()
    texto = models.TextField(blank=True)

    class Meta:
        verbose_name = "artículo"
        ordering = ["reglamento_id", "numero"]
        constraints = [
            models.UniqueConstraint(fields=["reglamento", "numero"], name="articulo_unico")
        ]

    def __str__(self) -> str:
        return f"Artículo {self.numero}. {self.titulo}"
