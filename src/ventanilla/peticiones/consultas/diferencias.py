"""Qué relojes guardados no son los que hoy daría el cómputo."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ventanilla.comun.calendario import Calendario
from ventanilla.peticiones.consultas.relojes import computo_de, guardado, politica_por_dia
from ventanilla.peticiones.models import Peticion
from ventanilla.peticiones.reglas.vencimiento import vencimiento
from ventanilla.terminos.computar import Computo

# Las dos fechas de la copia; el instante y la clase salen de la primera.
_COPIADAS = {
    "vence": "vencimiento en la bandeja",
    "persona_hasta": "plazo de la persona en la bandeja",
}


@dataclass(frozen=True)
class Diferencia:
    """Un reloj cuya fecha guardada y la que hoy se computa no son la misma."""

    uuid: str
    radicado: str
    reloj: str
    guardada: date | None
    computada: date | None


def diferencias(*, calendario: Calendario) -> Iterator[Diferencia]:
    """Recorre las peticiones abiertas y compara, reloj por reloj, sin cambiar nada."""
    abiertas = (
        Peticion.objects.filter(esta_cerrada=False)
        .select_related("radicado", "dependencia")
        .prefetch_related("actuaciones", "plazos")
        .order_by("pk")
    )
    politica_del = politica_por_dia()
    for peticion in abiertas.iterator(chunk_size=500):
        yield from _de(
            peticion, computo_de(peticion, calendario=calendario, politica_del=politica_del)
        )


def _de(peticion: Peticion, computo: Computo) -> Iterator[Diferencia]:
    computadas = {f"{r.clase} {r.parte}".strip(): r.vence for r in computo.relojes}
    guardadas = {f"{p.clase} {p.parte}".strip(): p.fecha_vence for p in peticion.plazos.all()}
    if computadas == guardadas:
        # Con los relojes bien, la bandeja puede tener mal su copia: ordena y cuenta por ella.
        copia, debida = guardado(peticion)._asdict(), vencimiento(computo)._asdict()
        computadas = {nombre: debida[campo] for campo, nombre in _COPIADAS.items()}
        guardadas = {nombre: copia[campo] for campo, nombre in _COPIADAS.items()}
    for reloj in sorted(computadas.keys() | guardadas.keys()):
        guardada, computada = guardadas.get(reloj), computadas.get(reloj)
        if guardada != computada:
            yield Diferencia(
                peticion.uuid.hex, peticion.radicado.impreso, reloj, guardada, computada
            )
