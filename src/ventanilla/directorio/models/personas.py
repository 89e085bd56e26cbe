"""Usuarios, vinculaciones y nombramientos."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import check_password
from django.db import models

from ventanilla.directorio.models.entidad import Dependencia


class Usuarios(BaseUserManager["Usuario"]):
    """Crea usuarios con el correo como nombre de entrada."""

    def create_user(self, email: str, nombre: str, password: str | None = None) -> "Usuario":
        """Usuario nuevo; sin `password` no puede entrar hasta que ponga una."""
        usuario = self.model(email=self.normalize_email(email).lower(), nombre=nombre)
        usuario.set_password(password)
        usuario.save(using=self._db)
        return usuario


class Usuario(AbstractBaseUser):
    """Persona que trabaja en el sistema. Sus permisos están en sus nombramientos vigentes."""

    email = models.EmailField("correo", unique=True)
    nombre = models.CharField(max_length=160)
    is_active = models.BooleanField("activo", default=True)
    creado = models.DateTimeField(auto_now_add=True)
    atajos = models.JSONField("atajos de teclado", default=dict, blank=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["nombre"]
    objects: ClassVar[Usuarios] = Usuarios()

    class Meta:
        verbose_name = "usuario"

    def __str__(self) -> str:
        return self.nombre

    def check_password(self, raw_password: str) -> bool:
        """Si es la suya. No la rehace: eso es al entrar, con su asiento (`servicios.contrasenas`)."""
        return check_password(raw_password, self.password)

    def get_full_name(self) -> str:
        return self.nombre


class Vinculacion(models.Model):
    """Relación de trabajo con la entidad: el contratista proyecta y no firma."""

    class Clase(models.TextChoices):
        CARRERA = "carrera", "Carrera administrativa"
        PROVISIONAL = "provisional", "Provisional"
        LIBRE = "libre_nombramiento", "Libre nombramiento y remoción"
        CONTRATISTA = "contratista", "Contratista"

    usuario = models.ForeignKey(Usuario, on_delete=models.PROTECT, related_name="vinculaciones")
    clase = models.CharField(max_length=20, choices=Clase.choices)
    desde = models.DateField()
    hasta = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = "vinculación"

    def __str__(self) -> str:
        return f"{self.usuario_id} {self.clase}"


class Rol(models.TextChoices):
    """Lo que una persona puede hacer en su dependencia."""

    RADICADOR = "radicador", "Radicador"
    FUNCIONARIO = "funcionario", "Funcionario"
    ENLACE = "enlace_correspondencia", "Enlace de correspondencia"
    ENLACE_CHAT = "enlace_chat", "Enlace de chat"
    ENLACE_TRANSPARENCIA = "enlace_transparencia", "Enlace de transparencia"
    JEFE = "jefe", "Jefe de dependencia"
    ATENCION = "direccion_atencion", "Dirección de Atención al Ciudadano"
    CONTROL_INTERNO = "control_interno", "Control Interno"
    CONTROL_DISCIPLINARIO = "control_disciplinario", "Control Disciplinario"
    ENTE_EXTERNO = "ente_externo", "Ente externo"
    ADMINISTRADOR = "administrador", "Administrador"


class Nombramiento(models.Model):
    """Quién tiene qué rol, en qué dependencia, desde cuándo, hasta cuándo y por qué acto.

    En encargo se ejerce un empleo ajeno por un tiempo (Ley 909 de 2004 art. 24); la delegación
    transfiere el ejercicio de funciones (Ley 489 de 1998 art. 9).
    """

    class Modalidad(models.TextChoices):
        TITULAR = "titular", "Nombramiento"
        ENCARGO = "encargo", "Encargo"
        DELEGACION = "delegacion", "Delegación"

    usuario = models.ForeignKey(Usuario, on_delete=models.PROTECT, related_name="nombramientos")
    rol = models.CharField(max_length=30, choices=Rol.choices)
    dependencia = models.ForeignKey(
        Dependencia, null=True, blank=True, on_delete=models.PROTECT, related_name="nombramientos"
    )
    modalidad = models.CharField(
        max_length=12, choices=Modalidad.choices, default=Modalidad.TITULAR
    )
    cargo = models.CharField(max_length=160, blank=True, help_text="Como se firma: «Secretaria…»")
    desde = models.DateField()
    hasta = models.DateField(null=True, blank=True)
    acto = models.CharField(max_length=120)

    class Meta:
        verbose_name = "nombramiento"
        indexes = [models.Index(fields=["usuario", "desde"])]

    def __str__(self) -> str:
        return f"{self.usuario_id} {self.rol}"


class Ausencia(models.Model):
    """Días en que alguien está separado de sus funciones, y quién ejerce sus cargos mientras tanto.

    Son las situaciones administrativas del Decreto 1083 de 2015, título 5. Mientras dura, el
    titular no recibe, no tramita y no firma; `suplente` tiene sus cargos. No se borra: si no
    ocurrió, queda anulada.
    """

    class Clase(models.TextChoices):
        VACACIONES = "vacaciones", "Vacaciones"
        LICENCIA = "licencia", "Licencia"
        INCAPACIDAD = "incapacidad", "Incapacidad"
        COMISION = "comision", "Comisión"
        PERMISO = "permiso", "Permiso"
        SUSPENSION = "suspension", "Suspensión"

    usuario = models.ForeignKey(Usuario, on_delete=models.PROTECT, related_name="ausencias")
    clase = models.CharField(max_length=20, choices=Clase.choices)
    suplente = models.ForeignKey(
        Usuario, null=True, blank=True, on_delete=models.PROTECT, related_name="suplencias"
    )
    desde = models.DateField()
    hasta = models.DateField()
    acto = models.CharField(max_length=120)
    anulada = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "ausencia"
        ordering = ["-desde"]
        indexes = [models.Index(fields=["desde", "hasta"], name="ausencia_por_fechas")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(hasta__gte=models.F("desde")), name="ausencia_en_orden"
            )
        ]

    def __str__(self) -> str:
        return f"{self.usuario_id} {self.clase} {self.desde}"
