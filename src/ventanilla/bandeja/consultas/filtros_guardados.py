"""Los filtros guardados que una persona ve, y cuántas hay en cada uno."""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from ventanilla.bandeja.consultas.lista import Cortes, Filtro, hallar
from ventanilla.bandeja.models import FiltroGuardado
from ventanilla.comun.actores import Actor
from ventanilla.comun.cuentas import contar


def filtros_de(actor: Actor, vistas: Collection[str]) -> QuerySet[FiltroGuardado]:
    """Los suyos y los de sus dependencias, de las vistas que tiene; primero los suyos."""
    return (
        FiltroGuardado.objects.select_related("dependencia")
        .filter(
            Q(usuario_id=actor.usuario_id, dependencia__isnull=True)
            | Q(dependencia__in=actor.dependencias()),
            vista__in=vistas,
        )
        .order_by("dependencia__nombre", "nombre", "id")
    )


def cuantas_en(condicion: Q, filtro: Filtro, cortes: Cortes) -> int | None:
    """Cuántas hay, hasta el tope; `None` si las palabras están en tantas que no se cuentan.

    Args:
        condicion: las de la vista que esta persona puede leer.
    """
    hallazgo = hallar(condicion, filtro, cortes)
    if hallazgo.muchas:
        return None
    return len(hallazgo.ids) if isinstance(hallazgo.ids, list) else contar(hallazgo.ids)
