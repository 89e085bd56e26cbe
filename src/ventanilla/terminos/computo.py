"""El resultado de computar un término. Puro."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from ventanilla.terminos.conteo import DiaContado
from ventanilla.terminos.normas import Unidad
from ventanilla.terminos.reloj import Reloj, Topes


@dataclass(frozen=True, slots=True)
class Alternativa:
    """Otra lectura posible de la ley o del calendario, y la fecha que daría."""

    lectura: str
    vence: date | None
    por_que: str


@dataclass(frozen=True)
class Computo:
    """El término de una petición y todo lo que lo rodea.

    `vence` es el último día y `momento_vence` el instante exclusivo en que ya no se está a tiempo;
    los dos son `None` si está suspendido o no hay término. `dias` son los de la norma y
    `dias_totales` los que se cuentan con la prórroga. `alternativas` guarda las fechas de las otras
    lecturas y `alarma` es la primera de todas.
    """

    clase: str
    recibida: datetime
    vence: date | None
    momento_vence: datetime | None
    norma: str
    version: str
    regla: str
    dias: int | None
    dias_totales: int
    unidad: Unidad
    dia_uno: date | None
    suspendido_desde: date | None
    topes: Topes
    relojes: tuple[Reloj, ...]
    vence_si_recibida_habil_siguiente: date | None
    vence_sin_cierres_locales: date | None
    vence_con_cierres_locales: date | None
    alternativas: tuple[Alternativa, ...] = ()
    avisos: tuple[str, ...] = ()
    revisar: bool = False
    nombre: str = field(default="", compare=False)

    @property
    def respuesta(self) -> Reloj:
        """El reloj principal."""
        return self.relojes[0]

    @property
    def cumplido_en(self) -> datetime | None:
        """Cuándo se notificó, se trasladó o terminó el trámite."""
        return self.respuesta.cumplido_en

    @cached_property
    def explicacion(self) -> tuple[DiaContado, ...]:
        """Día por día desde la recepción; nunca vacía y termina en `vence`."""
        return self.respuesta.explicacion

    @property
    def alarma(self) -> date | None:
        """La fecha más temprana de todas las lecturas: la que se vigila."""
        fechas = [otra.vence for otra in self.alternativas if otra.vence is not None]
        if self.vence is not None:
            fechas.append(self.vence)
        return min(fechas, default=None)

    def reloj(self, clase: str) -> Reloj | None:
        """El reloj de esa clase (`competencia`, `complemento`…), si existe."""
        return next((reloj for reloj in self.relojes if reloj.clase == clase), None)
