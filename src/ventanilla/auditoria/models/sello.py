"""Sello y sus hojas."""

from django.db import models

from ventanilla.auditoria.models.asiento import Asiento


class Sello(models.Model):
    """Raíz de Merkle (RFC 6962) de los asientos nuevos, encadenada al sello previo y firmada.

    `hash` = SHA-256 del JSON canónico de {numero, momento, cantidad, raiz, previo}; `firma` es
    Ed25519 sobre ese hash. La llave privada se deriva del secreto y nunca está en la base.
    """

    numero = models.PositiveIntegerField(unique=True)
    momento = models.DateTimeField()
    cantidad = models.PositiveIntegerField()
    raiz = models.CharField(max_length=64)
    previo = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)
    firma = models.CharField(max_length=128)

    class Meta:
        verbose_name = "sello"
        ordering = ["numero"]

    def __str__(self) -> str:
        return f"Sello {self.numero}"


class HojaSello(models.Model):
    """El lugar de un asiento en el árbol de un sello. `asiento_hash` sobrevive al asiento."""

    sello = models.ForeignKey(Sello, on_delete=models.PROTECT, related_name="hojas")
    posicion = models.PositiveIntegerField()
    asiento = models.OneToOneField(
        Asiento, on_delete=models.DO_NOTHING, db_constraint=False, related_name="hoja"
    )
    asiento_hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = "hoja de sello"
        constraints = [
            models.UniqueConstraint(fields=["sello", "posicion"], name="hoja_unica_en_su_sello")
        ]

    def __str__(self) -> str:
        return f"{self.sello_id}/{self.posicion}"
