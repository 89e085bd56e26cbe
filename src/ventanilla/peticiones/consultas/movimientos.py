"""Qué peticiones abiertas cambiarían de fecha con otro calendario."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from ventanilla.comun.calendario import Calendario
from ventanilla.peticiones.consultas.relojes import computo_de
from ventanilla.peticiones.models import Peticion, Plazo
from ventanilla.peticiones.reglas.terminos import Computo

MUESTRA = 20


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
    """Cuántas cambiarían de fecha, las primeras, y en cuántas solo cambia la otra lectura."""

    cuantas: int
    primeras: list[Movimiento]
    solo_alterna: int


def movimientos(antes: Calendario, despues: Calendario, *, desde: date) -> Iterator[Movimiento]:
    """Las que hoy están fechadas con `antes` y con `despues` quedarían distintas.

    Una que ya no cuadra con `antes` no se toca: esa la informa la revisión nocturna.

    Args:
        desde: el primer día que cambia; lo que venció antes no se puede mover.
    """
    alcanzado = Plazo.objects.filter(
        Q(fecha_vence__isnull=True) | Q(fecha_vence__gte=desde) | Q(fecha_vence_alterna__gte=desde),
        peticion=OuterRef("pk"),
    )
    abiertas = (
        Peticion.objects.filter(Exists(alcanzado), esta_cerrada=False)
        .select_related("radicado", "dependencia")
        .prefetch_related("actuaciones", "plazos")
        .order_by("pk")
    )
    for peticion in abiertas.iterator(chunk_size=500):
        if relojes := _movidos(peticion, antes, despues):
            yield Movimiento(peticion, relojes)


def muestra(antes: Calendario, despues: Calendario, *, desde: date) -> Muestra:
    """Lo que se enseña antes de guardar."""
    cuantas = solo_alterna = 0
    primeras: list[Movimiento] = []
    for movimiento in movimientos(antes, despues, desde=desde):
        if not movimiento.se_nota:
            solo_alterna += 1
            continue
        cuantas += 1
        if len(primeras) < MUESTRA:
            primeras.append(movimiento)
    return Muestra(cuantas, primeras, solo_alterna)


def _movidos(peticion: Peticion, antes: Calendario, despues: Calendario) -> tuple[RelojMovido, ...]:
    hoy, nuevo = (computo_de(peticion, calendario=c) for c in (antes, despues))
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
