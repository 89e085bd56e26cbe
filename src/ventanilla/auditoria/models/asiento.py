"""Asiento y cadena."""

from django.db import models


class Cadena(models.Model):
    """Cabeza de la cadena de un objeto: cuántos asientos tiene y la huella del último.

    Con ella se nota que falta el último asiento aunque todavía no esté sellado.
    """

    objeto = models.CharField(max_length=80, unique=True)
    largo = models.PositiveIntegerField()
    cabeza = models.CharField(max_length=64)

    class Meta:
        verbose_name = "cadena"

    def __str__(self) -> str:
        return f"{self.objeto} ({self.largo})"


class Asiento(models.Model):
    """Una línea del libro: qué se hizo, cuándo y por quién, con la huella de la anterior.

    `contenido` es JSON canónico (RFC 8785) escrito una sola vez: identificadores y compromisos,
    nunca un nombre. `hash` = SHA-256 del JSON canónico de todo lo demás.
    """

    objeto = models.CharField(max_length=80)
    orden = models.PositiveIntegerField()
    momento = models.DateTimeField()
    actor = models.CharField(max_length=80)
    hecho = models.CharField(max_length=60)
    previo = models.CharField(max_length=64, blank=True)
    sal = models.CharField(max_length=32)
    contenido = models.TextField()
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = "asiento"
        constraints = [
            models.UniqueConstraint(fields=["objeto", "orden"], name="asiento_unico_por_objeto")
        ]

    def __str__(self) -> str:
        return f"{self.objeto}#{self.orden} {self.hecho}"
