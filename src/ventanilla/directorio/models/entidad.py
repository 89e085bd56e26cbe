"""La entidad y sus dependencias."""

from datetime import date
from typing import Any

from django.db import models
from django.urls import reverse

from ventanilla.comun import enlaces


class Entidad(models.Model):
    """La autoridad que recibe las peticiones (CPACA art. 2). Hay una sola fila."""

    nombre = models.CharField(max_length=200)
    nit = models.CharField("NIT", max_length=20, blank=True)
    ciudad = models.CharField(max_length=80)
    direccion = models.CharField("dirección", max_length=200)
    horario = models.CharField(max_length=200)
    telefono = models.CharField("teléfono", max_length=60)
    correo = models.EmailField()
    correo_atencion = models.EmailField(help_text="A quién se avisa cuando vence una petición")
    sitio = models.URLField(blank=True)
    lema = models.CharField(max_length=200, blank=True)
    color = models.CharField(max_length=7, blank=True, help_text="«#7a1f3d»; vacío, el de fábrica")
    escudo_sha256 = models.CharField("huella del escudo", max_length=64, blank=True)
    escudo_descripcion = models.CharField(max_length=200, blank=True)
    redes = models.TextField("redes sociales", blank=True)
    privacidad = models.TextField(blank=True)
    jornada_sabado = models.BooleanField(default=False)
    dias_de_alerta = models.PositiveSmallIntegerField(
        "días de alerta",
        default=3,
        help_text="Con cuántos días hábiles por delante, o menos, una petición está por vencer",
    )
    # Lo que el reglamento de peticiones (CPACA art. 22) escoge donde la ley deja dos lecturas.
    recepcion = models.CharField(max_length=30, default="dia_siguiente_habil")
    hora_cierre = models.TimeField(null=True, blank=True)
    reactivacion = models.CharField(max_length=20, default="reanuda")
    transicion_2207 = models.CharField(max_length=20, default="ULTRAACTIVIDAD")
    aclaracion_detiene = models.BooleanField(default=False)
    correo_notifica = models.CharField(
        max_length=12,
        default="aceptacion",
        help_text="Qué prueba un correo: que el servidor lo aceptó o que la persona lo abrió (art. 56)",
    )

    # En esta misma fila, que se lee siempre: contar un término no pregunta una tabla más.
    ajustes_anteriores = models.JSONField(
        default=list, help_text="Cada ajuste cambiado, en orden; los escribe `servicios/ajustes.py`"
    )

    class Meta:
        verbose_name = "entidad"

    def __str__(self) -> str:
        return self.nombre

    @property
    def escudo(self) -> str:
        """La dirección del escudo, o nada. Lleva su huella: si cambia, cambia."""
        return reverse(enlaces.ESCUDO, args=[self.escudo_sha256]) if self.escudo_sha256 else ""

    def cambios_de(self, campo: str) -> list[dict[str, Any]]:
        """Las veces que cambió ese ajuste, en orden: `desde`, `antes`, `despues`, `motivo`…"""
        return [c for c in self.ajustes_anteriores if c["campo"] == campo]

    @property
    def sabados(self) -> tuple[bool, tuple[tuple[date, bool], ...]]:
        """Si el sábado era hábil al comienzo, y cada cambio con su primer día."""
        cambios = self.cambios_de("jornada_sabado")
        inicial = bool(cambios[0]["antes"]) if cambios else self.jornada_sabado
        return inicial, tuple((date.fromisoformat(c["desde"]), bool(c["despues"])) for c in cambios)

    @property
    def hoja_de_estilo(self) -> str:
        """La dirección de la hoja con su color, o nada."""
        return reverse(enlaces.COLORES, args=[self.color.removeprefix("#")]) if self.color else ""

    @property
    def enlaces_de_redes(self) -> list[str]:
        """Sus redes, una dirección por línea."""
        return self.redes.split()


class Dependencia(models.Model):
    """Unidad de la entidad con funciones propias; código de la estructura o de la TRD."""

    codigo = models.CharField("código", max_length=20, unique=True)
    nombre = models.CharField(max_length=200)
    padre = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="hijas"
    )
    mision = models.TextField("misión", blank=True)
    funciones = models.TextField(blank=True)
    palabras = models.CharField(
        "palabras de su competencia",
        max_length=500,
        blank=True,
        help_text="Con qué palabras la busca la gente: «huecos, andenes, alumbrado»",
    )
    correo = models.EmailField(blank=True)
    telefono = models.CharField("teléfono", max_length=60, blank=True)
    direccion = models.CharField("dirección", max_length=200, blank=True)
    horario = models.CharField(max_length=200, blank=True)
    es_atencion = models.BooleanField(
        default=False, help_text="La unidad de Atención al Ciudadano, que reparte lo que llega"
    )
    codigo_inventado = models.BooleanField(default=False)
    desde = models.DateField()
    hasta = models.DateField(null=True, blank=True)
    sucesora = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="absorbidas",
        help_text="La que recibió lo suyo cuando se cerró o se unió a otra",
    )

    class Meta:
        verbose_name = "dependencia"
        ordering = ["codigo"]

    def __str__(self) -> str:
        return self.nombre
