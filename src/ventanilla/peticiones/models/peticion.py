"""La petición."""

from django.db import models

from ventanilla.correspondencia.models import Radicado
from ventanilla.directorio.models import Dependencia, Identidad, Usuario
from ventanilla.peticiones.models.tipo import TipoDocumental


class Estado(models.TextChoices):
    """Dónde va la petición. Se deduce de sus actuaciones; aquí se guarda para buscar."""

    RADICADA = "radicada", "Radicada"
    POR_VERIFICAR = "por_verificar", "Recibida, por verificar"
    ASIGNADA = "asignada", "Asignada"
    EN_TRAMITE = "en_tramite", "En trámite"
    REQUERIDA = "requerida", "En espera de que usted la complete"
    POR_ACLARAR = "por_aclarar", "En espera de que usted la aclare"
    PROYECTADA = "proyectada", "Respuesta proyectada"
    POR_CORREGIR = "por_corregir", "En trámite"
    FIRMADA = "firmada", "Respuesta firmada"
    ENVIADA = "enviada", "Respuesta enviada, falta constancia"
    NOTIFICADA = "notificada", "Respondida"
    TRASLADADA = "trasladada", "Trasladada a otra entidad"
    DESISTIDA = "desistida", "Desistida"
    RECHAZADA = "rechazada", "Rechazada"
    ARCHIVADA = "archivada", "Archivada"
    ANULADA = "anulada", "Radicado anulado"


CERRADOS = frozenset(
    {
        Estado.NOTIFICADA,
        Estado.TRASLADADA,
        Estado.DESISTIDA,
        Estado.RECHAZADA,
        Estado.ARCHIVADA,
        Estado.ANULADA,
    }
)

# La petición espera algo de la persona: moverla adentro de la entidad no cambia eso.
ESPERAN = frozenset({Estado.REQUERIDA, Estado.POR_ACLARAR})


class Peticion(models.Model):
    """Toda actuación que inicie cualquier persona ante las autoridades (CPACA art. 13).

    Lo pedido no cambia; lo que pasa después son actuaciones. `estado`, `vence`, `vence_momento`,
    `vence_clase` y `persona_hasta` son copia del cálculo, para ordenar y contar; la verdad son las
    actuaciones y los plazos.
    """

    class Canal(models.TextChoices):
        WEB = "web", "Página web"
        VENTANILLA = "ventanilla", "Ventanilla"
        CORREO = "correo", "Correo electrónico"
        BUZON = "buzon", "Buzón de sugerencias"
        CERTIFICADO = "certificado", "Correo certificado"
        TELEFONO = "telefono", "Teléfono"
        CHAT = "chat", "Chat"
        JORNADA = "jornada", "Feria o jornada"
        IMPORTADA = "importada", "Otro sistema"

    class Solicitante(models.TextChoices):
        NATURAL = "natural", "Persona natural"
        JURIDICA = "juridica", "Persona jurídica"
        ANONIMO = "anonimo", "Anónimo"
        RESERVADO = "reservado", "Identidad reservada"
        AUTORIDAD = "autoridad", "Autoridad"

    uuid = models.UUIDField(unique=True)
    radicado = models.OneToOneField(Radicado, on_delete=models.PROTECT, related_name="peticion")
    clase = models.CharField("clase de petición", max_length=40)
    tipo_documental = models.ForeignKey(
        TipoDocumental, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    canal = models.CharField(max_length=12, choices=Canal.choices)
    asunto = models.CharField(max_length=200)
    texto = models.TextField()
    solicitante = models.CharField(max_length=10, choices=Solicitante.choices)
    rotulo = models.CharField("a nombre de", max_length=200)
    identidad = models.ForeignKey(
        Identidad, null=True, blank=True, on_delete=models.PROTECT, related_name="peticiones"
    )
    correo_verificado = models.BooleanField(default=False)
    medio_respuesta = models.CharField(max_length=10, default="consulta")
    formato_respuesta = models.CharField(max_length=20, default="corriente")
    prioridad = models.CharField(max_length=30, blank=True)
    fue_verbal = models.BooleanField(default=False)
    excluye_ampliacion = models.BooleanField(default=False)
    especial = models.JSONField(default=dict, blank=True)
    autorizaciones = models.JSONField(default=dict, blank=True)
    lugar = models.JSONField(default=dict, blank=True)
    clave_version = models.PositiveSmallIntegerField(default=1)
    clave_huella = models.CharField(max_length=64)
    estado = models.CharField(max_length=16, choices=Estado.choices)
    esta_cerrada = models.BooleanField(default=False)
    dependencia = models.ForeignKey(
        Dependencia, null=True, blank=True, on_delete=models.PROTECT, related_name="peticiones"
    )
    responsable = models.ForeignKey(
        Usuario, null=True, blank=True, on_delete=models.PROTECT, related_name="peticiones"
    )
    vence = models.DateField(null=True)
    vence_momento = models.DateTimeField(null=True)
    vence_clase = models.CharField(max_length=30, blank=True)
    persona_hasta = models.DateField(
        null=True,
        blank=True,
        help_text="Último día de la persona para completar o aclarar lo que se le pidió",
    )
    version = models.PositiveIntegerField(default=1)
    busqueda = models.TextField(blank=True)
    reitera = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="reiteraciones",
        db_index=False,
    )
    creada = models.DateTimeField()

    remitida = models.DateTimeField(
        null=True, blank=True, help_text="Cuándo se remitió a Control Disciplinario por primera vez"
    )

    class Meta:
        verbose_name = "petición"
        # El estado también está: con él, las cifras de la bandeja salen del índice sin leer filas.
        # Por clase y por reloj, el vencimiento va antes que la dependencia: así la base no prefiere
        # recorrer todo lo que vence para hallar unas pocas.
        indexes = [
            # Casi ninguna reitera: en un índice de puros vacíos SQLite prefiere leer toda la tabla.
            models.Index(
                fields=["reitera"],
                name="peticion_reitera",
                condition=models.Q(reitera__isnull=False),
            ),
            models.Index(
                fields=["remitida"],
                name="peticion_remitida",
                condition=models.Q(remitida__isnull=False),
            ),
            # De casi ninguna se espera algo: lo que la persona no contestó se cuenta sin leer más.
            models.Index(
                fields=["persona_hasta", "estado", "dependencia", "responsable"],
                name="peticion_espera",
                condition=models.Q(esta_cerrada=False, persona_hasta__isnull=False),
            ),
            models.Index(
                fields=["estado", "dependencia", "responsable", "vence_momento"],
                name="peticion_estado_por_vencer",
                condition=models.Q(esta_cerrada=False),
            ),
            models.Index(
                fields=["vence_momento", "id", "estado"],
                name="peticion_por_vencer",
                condition=models.Q(esta_cerrada=False),
            ),
            models.Index(
                fields=["dependencia", "vence_momento", "id", "estado"],
                name="peticion_dep_por_vencer",
                condition=models.Q(esta_cerrada=False),
            ),
            models.Index(
                fields=["responsable", "vence_momento", "id", "estado"],
                name="peticion_resp_por_vencer",
                condition=models.Q(esta_cerrada=False),
            ),
            models.Index(
                fields=[
                    "clase",
                    "vence_momento",
                    "estado",
                    "dependencia",
                    "responsable",
                    "id",
                ],
                name="peticion_clase_y_fecha",
                condition=models.Q(esta_cerrada=False),
            ),
            models.Index(
                fields=[
                    "vence_clase",
                    "vence_momento",
                    "estado",
                    "dependencia",
                    "responsable",
                    "id",
                ],
                name="peticion_reloj_y_fecha",
                condition=models.Q(esta_cerrada=False),
            ),
        ]

    def __str__(self) -> str:
        return self.asunto
