"""Lo que pasó."""

from django.db import models

from ventanilla.peticiones.models.peticion import Peticion


class Actuacion(models.Model):
    """Un hecho de la petición, que se agrega y no se edita. La persona lee estas líneas.

    `momento` es cuándo pasó para el término (el del medio); `anotada` cuándo se escribió aquí.
    """

    class Tipo(models.TextChoices):
        RADICADA = "radicada", "Radicada"
        CLASIFICADA = "clasificada", "Clasificada"
        ASIGNADA = "asignada", "Asignada"
        COMPETENCIA = "competencia_aceptada", "Competencia aceptada"
        DEVUELTA = "devuelta", "Devuelta: no es de la dependencia"
        REQUERIDA = "requerimiento", "Se pidió completarla"
        COMPLETADA = "complemento", "Completada por la persona"
        POR_ACLARAR = "devolucion_aclarar", "Se pidió aclararla"
        ACLARADA = "aclaracion", "Aclarada por la persona"
        PRORROGA_CIUDADANO = "prorroga_ciudadano", "La persona pidió más tiempo para completar"
        PRORROGADA = "prorroga", "Término ampliado, con aviso"
        PARTE_PEDIDA = "parte_pedida", "Se pidió su parte a otra dependencia"
        PARTE_ASIGNADA = "parte_asignada", "Parte a cargo de una persona"
        PARTE_ENTREGADA = "parte_entregada", "Otra dependencia entregó su parte"
        PARTE_DEVUELTA = "parte_devuelta", "Otra dependencia devolvió su parte"
        PARTE_RETIRADA = "parte_retirada", "Ya no se necesita esa parte"
        REITERACION = "reiteracion", "Se unió a la petición que reitera"
        ALCANCE_FIRMADO = "alcance_firmado", "Alcance a la respuesta, firmado"
        ALCANCE_ENVIADO = "alcance_enviado", "Alcance enviado"
        ALCANCE_NOTIFICADO = "alcance_notificado", "Alcance notificado"
        ALCANCE_REBOTE = "alcance_rebote", "El correo del alcance rebotó"
        TRASLADADA = "traslado", "Trasladada a otra entidad"
        PROYECTADA = "proyectada", "Respuesta proyectada"
        CORREGIR = "borrador_devuelto", "Borrador devuelto para corregir"
        FIRMADA = "firmada", "Respuesta firmada"
        ENVIADA = "enviada", "Respuesta enviada"
        NOTIFICADA = "notificacion", "Respuesta notificada"
        REBOTE = "rebote", "El correo de la respuesta rebotó"
        LECTURA = "lectura", "La persona lo abrió con su clave"
        DESISTIDA = "desistimiento", "Desistida"
        DESISTIMIENTO_TACITO = "desistimiento_tacito", "Desistimiento tácito declarado"
        RECHAZADA = "rechazo", "Rechazada"
        ARCHIVADA = "archivo", "Archivada: ninguna autoridad es competente"
        OFICIO_ENTREGADO = "oficio_entregado", "Oficio recibido por su destinatario"
        SIN_ACLARAR = "archivo_sin_aclarar", "Archivada: no se aclaró"
        OFICIO_POR_AVISO = "oficio_por_aviso", "Oficio notificado por aviso"
        OFICIO_REBOTE = "oficio_rebote", "El correo del oficio rebotó"
        OFICIO_REENVIADO = "oficio_reenviado", "Oficio enviado otra vez"
        ANULADA = "anulacion", "Radicado anulado"
        CLAVE = "clave_renovada", "Clave de consulta renovada"
        AVISO_VENCIDA = "aviso_sin_respuesta", "La persona avisó que no le han respondido"
        NOTA = "nota", "Nota interna"
        CALENDARIO = "calendario", "Cambió la fecha por días no hábiles"
        VERIFICADA = "verificada", "Verificada"

    peticion = models.ForeignKey(Peticion, on_delete=models.PROTECT, related_name="actuaciones")
    orden = models.PositiveIntegerField()
    tipo = models.CharField(max_length=30, choices=Tipo.choices)
    momento = models.DateTimeField()
    anotada = models.DateTimeField()
    actor = models.CharField(max_length=80)
    actor_nombre = models.CharField(max_length=160, blank=True)
    dependencia = models.CharField(max_length=200, blank=True)
    motivo = models.TextField(blank=True)
    datos = models.JSONField(default=dict, blank=True)
    es_publica = models.BooleanField(default=True, help_text="Si la persona la ve en su consulta")

    class Meta:
        verbose_name = "actuación"
        ordering = ["peticion_id", "orden"]
        constraints = [
            models.UniqueConstraint(fields=["peticion", "orden"], name="actuacion_unica")
        ]

    def __str__(self) -> str:
        return f"{self.peticion_id}#{self.orden} {self.tipo}"

    @property
    def solo_dia(self) -> bool:
        """Si se sabe el día y no la hora: así llega de otros sistemas, y no se inventa."""
        return bool(self.datos.get("precision") == "dia")
