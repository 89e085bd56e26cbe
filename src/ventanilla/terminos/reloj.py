"""Qué es un reloj y qué son los topes. Puro."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from functools import cached_property, partial

from ventanilla.comun.calendario import Calendario, momento_limite
from ventanilla.terminos.caso import Caso
from ventanilla.terminos.conteo import DiaContado, recorrer
from ventanilla.terminos.hechos import Hecho, en_hora_legal
from ventanilla.terminos.normas import Regla, Unidad


@dataclass(frozen=True, slots=True)
class Topes:
    """Fechas límite que rodean al término; `None` donde la ley no da ninguna."""

    prorroga_maxima: date | None = None
    aviso_prorroga: date | None = None
    requerir_hasta: date | None = None
    complemento_hasta: date | None = None
    desistimiento_desde: date | None = None
    aclaracion_hasta: date | None = None
    trasladar_hasta: date | None = None
    entrega_por_silencio: date | None = None

    def como_dict(self) -> dict[str, date | None]:
        """Los topes por nombre, en el orden de la clase."""
        return asdict(self)


@dataclass(frozen=True)
class Reloj:
    """Una cuenta que corre.

    `obligado` es `entidad` o `ciudadania`. `activo_desde` es el primer día en que importa (el de
    entrega por silencio, cuando ya venció la respuesta). `detenido_desde` es `None` si corre.
    `parte` es el número de la que otra dependencia debe, o vacío.
    `vence_alterna` es la otra fecha que se conserva (cierres locales u otra lectura de la ley).
    """

    clase: str
    vence: date | None
    momento_vence: datetime | None
    norma: str
    version: str
    dias: int | None
    unidad: Unidad
    obligado: str = "entidad"
    cumplido_en: datetime | None = None
    detenido_desde: date | None = None
    vence_alterna: date | None = None
    activo_desde: date | None = None
    parte: str = ""
    _explicar: Callable[[], tuple[DiaContado, ...]] = field(
        default=tuple, compare=False, repr=False
    )

    @cached_property
    def explicacion(self) -> tuple[DiaContado, ...]:
        """Día por día; se arma la primera vez que se pide."""
        return self._explicar()

    @property
    def fuera_de_termino(self) -> bool | None:
        """Si se cumplió tarde; `None` mientras no se cumpla o si no tiene fecha."""
        if self.cumplido_en is None or self.momento_vence is None:
            return None
        return self.cumplido_en >= self.momento_vence

    def vencido(self, ahora: datetime) -> bool:
        """Si en `ahora` ya pasó su límite y nadie lo ha cumplido."""
        abierto = self.cumplido_en is None and self.momento_vence is not None
        return abierto and self.momento_vence is not None and ahora >= self.momento_vence


def cumplido(caso: Caso, *tipos: str, despues_de: Hecho | None = None) -> datetime | None:
    """Momento del primer hecho de esos tipos, o del cierre, que venga después de `despues_de`."""
    desde = caso.hechos.index(despues_de) + 1 if despues_de is not None else 0
    for hecho in caso.hechos[desde:]:
        if hecho.cierra or hecho.tipo in tipos:
            return en_hora_legal(hecho.momento)
    return None


def reloj_habil(
    calendario: Calendario, clase: str, regla: Regla, desde: date, **otros: object
) -> Reloj:
    """Un reloj de días hábiles que corre desde el día siguiente a `desde`."""
    dias = regla.dias or 0
    vence = calendario.sumar_habiles(desde, dias)
    campos: dict[str, object] = {
        "clase": clase,
        "vence": vence,
        "momento_vence": momento_limite(vence),
        "norma": regla.norma,
        "version": regla.version,
        "dias": dias,
        "unidad": regla.unidad,
        "_explicar": partial(_dia_por_dia, calendario, desde, dias, vence),
    }
    return Reloj(**(campos | otros))  # type: ignore[arg-type]


def _dia_por_dia(
    calendario: Calendario, desde: date, dias: int, vence: date
) -> tuple[DiaContado, ...]:
    primero = DiaContado(desde, False, "día desde el que se cuenta, no se cuenta")
    return (primero, *recorrer(calendario, desde, dias, (), vence))
