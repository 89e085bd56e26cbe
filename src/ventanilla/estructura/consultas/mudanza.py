"""Lo que tiene una dependencia que se va a cerrar, y lo que quedó en una que ya se cerró."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from ventanilla.bandeja.models import FiltroGuardado
from ventanilla.directorio.consultas import vigentes
from ventanilla.directorio.models import Dependencia, Nombramiento
from ventanilla.peticiones.models import (
    Parte,
    Peticion,
    Plantilla,
    TipoDocumental,
)

MUESTRA = 20


@dataclass(frozen=True)
class LoQueTiene:
    """Qué pasaría al cerrarla: cuántas abiertas y las primeras, su gente, lo que la compone.

    `partes`: las que le pidieron y no ha entregado. `plantillas` y `filtros`, los que usa su gente.
    """

    cuantas: int
    primeras: list[Peticion]
    gente: list[Nombramiento]
    hijas: list[Dependencia]
    tipos: list[TipoDocumental]
    partes: int
    plantillas: int
    filtros: int


def lo_que_tiene(dependencia: Dependencia, hoy: date) -> LoQueTiene:
    """Todo lo que un cierre movería o dejaría suelto."""
    abiertas = por_mudar(dependencia)
    return LoQueTiene(
        cuantas=abiertas.count(),
        primeras=list(abiertas.order_by("vence_momento", "pk")[:MUESTRA]),
        gente=cargos_en(dependencia, hoy),
        hijas=list(dependencia.hijas.filter(hasta__isnull=True).order_by("codigo")),
        tipos=list(TipoDocumental.objects.filter(dependencia_por_defecto=dependencia, activo=True)),
        partes=partes_abiertas(dependencia).count(),
        plantillas=Plantilla.objects.filter(dependencia=dependencia, activa=True).count(),
        filtros=FiltroGuardado.objects.filter(dependencia=dependencia).count(),
    )


def cargos_en(dependencia: Dependencia, dia: date) -> list[Nombramiento]:
    """Los que ese día, o después, alguien tiene en ella; por nombre de la persona."""
    filas = Nombramiento.objects.filter(
        Q(hasta__isnull=True) | Q(hasta__gte=dia), dependencia=dependencia
    )
    return list(filas.select_related("usuario").order_by("usuario__nombre", "pk"))


def partes_abiertas(dependencia: Dependencia) -> QuerySet[Parte]:
    """Las que le pidieron y no ha entregado ni devuelto."""
    filas = Parte.objects.filter(dependencia=dependencia, estado=Parte.Estado.ABIERTA)
    return filas.select_related("peticion__dependencia", "peticion__radicado").order_by("pk")


def por_mudar(dependencia: Dependencia) -> QuerySet[Peticion]:
    """Sus peticiones abiertas, de la más vieja a la más nueva."""
    return (
        Peticion.objects.filter(dependencia=dependencia, esta_cerrada=False)
        .select_related("radicado", "dependencia")
        .order_by("pk")
    )


def cerradas_con_algo(hoy: date) -> list[Dependencia]:
    """Las que ya se cerraron y todavía tienen algo por pasar.

    Una petición o una parte no se quedan donde nadie las ve: pueden abrirse otra vez después del cierre,
    como la que un correo devuelto desmiente.
    """
    abiertas = Peticion.objects.filter(dependencia=OuterRef("pk"), esta_cerrada=False)
    partes = Parte.objects.filter(dependencia=OuterRef("pk"), estado=Parte.Estado.ABIERTA)
    suyas = (
        Plantilla.objects.filter(dependencia=OuterRef("pk"), activa=True),
        TipoDocumental.objects.filter(dependencia_por_defecto=OuterRef("pk"), activo=True),
        FiltroGuardado.objects.filter(dependencia=OuterRef("pk")),
    )
    algo = Q(Exists(abiertas)) | Q(Exists(partes))
    for otra in suyas:
        algo |= Q(Exists(otra))
    return list(
        Dependencia.objects.filter(algo, hasta__lt=hoy).select_related("sucesora").order_by("pk")
    )


def trabajan_en(dependencia: Dependencia, hoy: date, *, roles: Iterable[str]) -> frozenset[int]:
    """Quienes hoy tienen en ella alguno de esos roles."""
    filas = Nombramiento.objects.filter(
        vigentes(hoy), dependencia=dependencia, rol__in=roles, usuario__is_active=True
    )
    return frozenset(filas.values_list("usuario_id", flat=True))
