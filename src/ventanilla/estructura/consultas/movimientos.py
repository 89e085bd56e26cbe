"""Qué peticiones abiertas cambiarían de fecha con otro calendario u otros ajustes de la entidad."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Exists, OuterRef, Q, QuerySet

from ventanilla.comun.calendario import Calendario
from ventanilla.directorio.models import Entidad
from ventanilla.peticiones.consultas.relojes import computo_de, politica_por_dia
from ventanilla.peticiones.models import Peticion, Plazo
from ventanilla.terminos.computar import Computo
from ventanilla.terminos.politica import Politica

MUESTRA = 20
# Cuántas se computan para enseñar antes de guardar: lo demás lo hace el obrero, sin nadie esperando.
MIRADAS = 500


@dataclass(frozen=True)
class Cuenta:
    """Con qué se cuenta. `de`: la entidad con sus ajustes; sin ella, la de hoy."""

    calendario: Calendario
    de: Entidad | None = None

    @cached_property
    def politica_del(self) -> Callable[[date], Politica]:
        """La política de cada día, leída una vez para todas las peticiones que se miren."""
        return politica_por_dia(self.de)


@dataclass(frozen=True)
class RelojMovido:
    """Un reloj y sus dos fechas; `alarma`, la más temprana de sus lecturas, si también cambió."""

    clase: str
    antes: date | None
    despues: date | None
    alarma_antes: date | None
    alarma_despues: date | None
    sigue_corriendo: bool

    @property
    def cambia_la_fecha(self) -> bool:
        """Si cambia el último día, y no solo la fecha de la otra lectura."""
        return self.antes != self.despues


@dataclass(frozen=True)
class Movimiento:
    """Una petición y los relojes que se le moverían."""

    peticion: Peticion
    relojes: tuple[RelojMovido, ...]

    @property
    def se_nota(self) -> bool:
        """Si cambia el último día de un reloj que todavía corre."""
        return any(r.cambia_la_fecha and r.sigue_corriendo for r in self.relojes)


@dataclass(frozen=True)
class Muestra:
    """De las miradas: cuántas cambiarían de fecha, las primeras, y en cuántas solo la otra lectura.

    `sin_mirar`: las demás que el cambio puede alcanzar; se cuentan al guardar.
    """

    cuantas: int
    primeras: list[Movimiento]
    solo_alterna: int
    sin_mirar: int = 0


def movimientos(antes: Cuenta, despues: Cuenta, *, desde: date) -> Iterator[Movimiento]:
    """Las que hoy están fechadas con `antes` y con `despues` quedarían distintas.

    Una que ya no cuadra con `antes` no se toca: esa la informa la revisión nocturna.

    Args:
        desde: el primer día que cambia; lo que venció antes no se puede mover.
    """
    todas = _alcanzadas(desde).order_by("pk")
    for peticion in todas.iterator(chunk_size=500):
        if relojes := _movidos(peticion, antes, despues):
            yield Movimiento(peticion, relojes)


def _alcanzadas(desde: date) -> QuerySet[Peticion]:
    """Las abiertas que un cambio desde ese día puede mover, con lo que el cómputo lee."""
    alcanzado = Plazo.objects.filter(
        Q(fecha_vence__isnull=True) | Q(fecha_vence__gte=desde) | Q(fecha_vence_alterna__gte=desde),
        peticion=OuterRef("pk"),
    )
    return (
        Peticion.objects.filter(Exists(alcanzado), esta_cerrada=False)
        .select_related("radicado", "dependencia")
        .prefetch_related("actuaciones", "plazos")
    )


def muestra(antes: Cuenta, despues: Cuenta, *, desde: date, mirar: int = MIRADAS) -> Muestra:
    """Lo que se enseña antes de guardar: se computan las `mirar` que vencen primero, y no más."""
    alcanzadas = _alcanzadas(desde)
    miradas = list(alcanzadas.order_by("vence_momento", "pk")[:mirar])
    vistos = [Movimiento(p, relojes) for p in miradas if (relojes := _movidos(p, antes, despues))]
    notados = [m for m in vistos if m.se_nota]
    return Muestra(
        cuantas=len(notados),
        primeras=notados[:MUESTRA],
        solo_alterna=len(vistos) - len(notados),
        sin_mirar=alcanzadas.count() - mirar if len(miradas) == mirar else 0,
    )


def _movidos(peticion: Peticion, antes: Cuenta, despues: Cuenta) -> tuple[RelojMovido, ...]:
    hoy, nuevo = (
        computo_de(peticion, calendario=c.calendario, politica_del=c.politica_del)
        for c in (antes, despues)
    )
    guardadas = {p.clase: p.fecha_vence for p in peticion.plazos.all() if not p.parte}
    viejos, nuevos = _fechas(hoy), _fechas(nuevo)
    if any(guardadas.get(clase) != fecha for clase, (fecha, _) in viejos.items()):
        return ()
    corren = {r.clase for r in nuevo.relojes if r.cumplido_en is None}
    return tuple(
        RelojMovido(clase, *pares, sigue_corriendo=clase in corren)
        for clase in nuevos
        if (pares := _pares(viejos.get(clase), nuevos[clase]))
    )


def _pares(
    viejo: tuple[date | None, date | None] | None, nuevo: tuple[date | None, date | None]
) -> tuple[date | None, date | None, date | None, date | None] | None:
    if viejo == nuevo:
        return None
    fecha, alarma = viejo or (None, None)
    return fecha, nuevo[0], alarma, nuevo[1]


def _fechas(computo: Computo) -> dict[str, tuple[date | None, date | None]]:
    """Clase de reloj → (último día, la más temprana de sus lecturas)."""
    return {
        r.clase: (r.vence, computo.alarma if r is computo.respuesta else None)
        for r in computo.relojes
    }
