"""La entidad, sus dependencias y qué rige en una fecha."""

from datetime import date

from django.db.models import Q

from ventanilla.directorio.models import (
    Dependencia,
    Entidad,
    Nombramiento,
    Rol,
)

SIN_CONFIGURAR = Entidad(
    nombre="Alcaldía sin configurar",
    ciudad="",
    direccion="",
    horario="",
    telefono="",
    correo="",
    correo_atencion="",
)


def entidad() -> Entidad:
    """La entidad de esta instalación; si aún no se configura, una en blanco que lo dice."""
    return Entidad.objects.first() or SIN_CONFIGURAR


def vigentes(hoy: date) -> Q:
    """Condición: la fila rige en la fecha dada."""
    return Q(desde__lte=hoy) & (Q(hasta__isnull=True) | Q(hasta__gte=hoy))


def dependencias(hoy: date) -> list[Dependencia]:
    """Dependencias vigentes, por código."""
    return list(Dependencia.objects.filter(vigentes(hoy)).order_by("codigo"))


def dependencia_de_atencion(hoy: date) -> Dependencia | None:
    """La unidad que reparte lo que llega sin destino."""
    return Dependencia.objects.filter(vigentes(hoy), es_atencion=True).order_by("codigo").first()


def jefes(hoy: date) -> dict[int, list[str]]:
    """Quién dirige cada dependencia hoy: id → nombres."""
    hallados: dict[int, list[str]] = {}
    filas = Nombramiento.objects.filter(
        vigentes(hoy), rol=Rol.JEFE, dependencia__isnull=False, usuario__is_active=True
    ).values_list("dependencia_id", "usuario__nombre")
    for dependencia, nombre in filas.order_by("id"):
        hallados.setdefault(dependencia or 0, []).append(nombre)
    return hallados
