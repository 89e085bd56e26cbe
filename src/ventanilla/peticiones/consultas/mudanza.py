"""Lo que tiene una dependencia que se va a cerrar, y lo que quedó en una que ya se cerró."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from ventanilla.directorio.consultas import vigentes
from ventanilla.directorio.models import Dependencia, Nombramiento
from ventanilla.peticiones.models import Peticion, TipoDocumental

MUESTRA = 20


@dataclass(frozen=True)
class LoQueTiene:
    """Qué pasaría al cerrarla: cuántas abiertas y las primeras, su gente, lo que la compone."""

    cuantas: int
    primeras: list[Peticion]
    gente: list[Nombramiento]
    hijas: list[Dependencia]
    tipos: list[TipoDocumental]


def lo_que_tiene(dependencia: Dependencia, hoy: date) -> LoQueTiene:
    """Todo lo que un cierre movería o dejaría suelto."""
    abiertas = por_mudar(dependencia)
    cargos = Nombramiento.objects.filter(
        Q(hasta__isnull=True) | Q(hasta__gte=hoy), dependencia=dependencia
    )
    return LoQueTiene(
        cuantas=abiertas.count(),
        primeras=list(abiertas.order_by("vence_momento", "pk")[:MUESTRA]),
        gente=list(cargos.select_related("usuario").order_by("usuario__nombre")),
        hijas=list(dependencia.hijas.filter(hasta__isnull=True).order_by("codigo")),
        tipos=list(TipoDocumental.objects.filter(dependencia_por_defecto=dependencia, activo=True)),
    )


def por_mudar(dependencia: Dependencia) -> QuerySet[Peticion]:
    """Sus peticiones abiertas, de la más vieja a la más nueva."""
    return (
        Peticion.objects.filter(dependencia=dependencia, esta_cerrada=False)
        .select_related("radicado", "dependencia")
        .order_by("pk")
    )


def cerradas_con_abiertas(hoy: date) -> list[Dependencia]:
    """Las que ya se cerraron, tienen sucesora y todavía tienen peticiones abiertas."""
    abiertas = Peticion.objects.filter(dependencia=OuterRef("pk"), esta_cerrada=False)
    return list(
        Dependencia.objects.filter(Exists(abiertas), hasta__lt=hoy, sucesora__isnull=False)
        .select_related("sucesora")
        .order_by("pk")
    )


def trabajan_en(dependencia: Dependencia, hoy: date, *, roles: Iterable[str]) -> frozenset[int]:
    """Quienes hoy tienen en ella alguno de esos roles."""
    filas = Nombramiento.objects.filter(
        vigentes(hoy), dependencia=dependencia, rol__in=roles, usuario__is_active=True
    )
    return frozenset(filas.values_list("usuario_id", flat=True))
