"""Las partes que otras dependencias deben o entregaron."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, QuerySet

from ventanilla.comun.reloj import en_bogota
from ventanilla.peticiones.models import Parte, Peticion, Plazo
from ventanilla.terminos.partes import CLASE


@dataclass(frozen=True)
class ParteVista:
    """Una parte con su reloj; `plazo` trae la cuenta día por día."""

    parte: Parte
    plazo: Plazo | None
    vencida: bool

    @property
    def cerrado(self) -> str:
        """La palabra final del semáforo; vacía mientras corre."""
        if self.parte.estado == Parte.Estado.ABIERTA:
            return ""
        tarde = (
            self.parte.estado == Parte.Estado.ENTREGADA
            and self.parte.terminada is not None
            and self.parte.vence_momento is not None
            and self.parte.terminada >= self.parte.vence_momento
        )
        return "Entregada tarde" if tarde else str(self.parte.get_estado_display())


def partes_de(peticion: Peticion, ahora: datetime) -> list[ParteVista]:
    """Las partes de la petición, en el orden en que se pidieron, con sus relojes y archivos."""
    plazos = {p.parte: p for p in peticion.plazos.filter(clase=CLASE)}
    filas = (
        peticion.partes.select_related("dependencia", "responsable", "terminada_por")
        .prefetch_related("archivos__guardado", "archivos__parte")
        .order_by("orden")
    )
    return [ParteVista(p, plazos.get(str(p.orden)), _vencida(p, ahora)) for p in filas]


def pendientes_de(peticion: Peticion) -> list[Parte]:
    """Las que todavía nadie entrega ni devuelve, por fecha."""
    abiertas = peticion.partes.filter(estado=Parte.Estado.ABIERTA)
    return list(abiertas.select_related("dependencia").order_by("vence_momento", "orden"))


def entregadas_de(peticion: Peticion) -> list[Parte]:
    """Las que ya se pueden usar en la respuesta."""
    filas = peticion.partes.filter(estado=Parte.Estado.ENTREGADA).select_related("dependencia")
    return list(filas.prefetch_related("archivos__parte").order_by("orden"))


def con_parte(peticion: Peticion, texto: str, cual: str) -> str:
    """El texto de la respuesta con la parte número `cual` al final; el mismo si no se entregó."""
    if not (cual.isascii() and cual.isdigit()):
        return texto
    entregada = next((p for p in entregadas_de(peticion) if str(p.orden) == cual), None)
    if entregada is None or not entregada.texto:
        return texto
    return f"{texto.rstrip()}\n\n{entregada.texto}".lstrip()


def por_entregar(dependencias: Collection[int]) -> QuerySet[Parte]:
    """Lo que esas dependencias deben, de lo que vence primero a lo último."""
    return (
        Parte.objects.filter(dependencia_id__in=dependencias, estado=Parte.Estado.ABIERTA)
        .select_related("peticion__radicado", "peticion__dependencia", "dependencia", "responsable")
        .defer("peticion__texto", "peticion__busqueda")
        .order_by(F("vence_momento").asc(nulls_last=True), "id")
    )


def por_vencer(hoy: date, hasta: date) -> list[Parte]:
    """Las abiertas que vencen entre esos días y no se pidieron hoy mismo, por fecha."""
    abiertas = Parte.objects.filter(estado=Parte.Estado.ABIERTA, vence__range=(hoy, hasta))
    filas = abiertas.select_related(
        "peticion__radicado", "peticion__dependencia", "dependencia", "responsable"
    ).defer("peticion__texto", "peticion__busqueda")
    return [p for p in filas.order_by("vence", "id") if en_bogota(p.pedida).date() < hoy]


def cuantas_por_entregar(dependencias: Collection[int]) -> int:
    """Cuántas deben esas dependencias."""
    return Parte.objects.filter(
        dependencia_id__in=dependencias, estado=Parte.Estado.ABIERTA
    ).count()


def tiene_parte(peticion: Peticion, dependencias: Collection[int]) -> bool:
    """Si a alguna de esas dependencias se le pidió su parte, aunque ya la haya entregado o devuelto.

    La que se retiró ya no hace falta, y tal vez nunca hizo: no deja leer. Una petición que todavía
    no está guardada no tiene partes.
    """
    if peticion._state.adding or not dependencias:
        return False
    partes = Parte.objects.filter(peticion=peticion, dependencia_id__in=dependencias)
    return partes.exclude(estado=Parte.Estado.RETIRADA).exists()


def _vencida(parte: Parte, ahora: datetime) -> bool:
    limite = parte.vence_momento
    return parte.estado == Parte.Estado.ABIERTA and limite is not None and limite <= ahora
