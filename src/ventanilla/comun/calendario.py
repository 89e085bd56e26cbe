"""Qué días cuentan: festivos nacionales, fines de semana y cierres de la entidad.

Puro: no conoce Django, base de datos ni reloj. Un `Calendario` no cambia; `con` y `leer` dan otro.
Normas: Ley 4 de 1913 arts. 59 a 62, Ley 51 de 1983 art. 1, Ley 2578 de 2026 art. 6, CGP art. 118.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache

from ventanilla.comun.errores import ErrorDeDominio
from ventanilla.comun.festivos import FESTIVOS_LEGALES, Festivo, festivos_del_anio
from ventanilla.comun.reloj import BOGOTA

# La Ley 51 de 1983 rige desde 1984; el final solo evita cuentas sin sentido.
PRIMER_ANIO, ULTIMO_ANIO = 1984, 2199
_SABADO, _DOMINGO = 5, 6
_UN_DIA = timedelta(days=1)


class FueraDeCalendario(ErrorDeDominio, ValueError):
    """La fecha pedida cae fuera de los años que el calendario conoce."""

    def __init__(self, anio: int) -> None:
        super().__init__(f"El calendario va de {PRIMER_ANIO} a {ULTIMO_ANIO}; no conoce {anio}.")


class Efecto(StrEnum):
    """Qué dispuso el acto local para ese día.

    No trabajar y suspender términos se cuentan igual: ese día no corre. Cerrar solo la atención no
    mueve ningún término, porque los canales digitales siguen abiertos.
    """

    NO_HABIL = "no_habil"
    SUSPENDE_TERMINOS = "suspende_terminos"
    SOLO_ATENCION = "solo_atencion"


class Lectura(StrEnum):
    """Qué cierres locales se tienen en cuenta al contar."""

    NACIONAL = "nacional"  # ninguno
    LEGAL = "legal"  # los que declaran que alteran los términos de ley
    TODOS = "todos"  # todos los que cierran o suspenden


@dataclass(frozen=True, slots=True)
class DiaLocal:
    """Cierre de la entidad por acto propio, de `fecha` a `hasta` (ambos incluidos).

    Un acto municipal no acorta ni alarga con claridad un derecho de ley: por eso
    `afecta_terminos_legales` es falso si nadie declara lo contrario, y se guardan las dos fechas.
    `alcance` vacío es toda la entidad; si no, solo esas dependencias. Un intervalo al revés o de
    más de un año da `ValueError`.
    """

    fecha: date
    motivo: str
    acto: str = ""
    efecto: Efecto = Efecto.NO_HABIL
    afecta_terminos_legales: bool = False
    dependencias_exceptuadas: frozenset[str] = frozenset()
    alcance: frozenset[str] = frozenset()
    hasta: date | None = None
    publicado_en: str = ""

    def __post_init__(self) -> None:
        if self.hasta is not None and not 0 <= (self.hasta - self.fecha).days <= 366:
            raise ValueError("El cierre termina antes de empezar o dura más de un año.")

    def fechas(self) -> Iterator[date]:
        """Cada día que cubre el acto."""
        for corrido in range(((self.hasta or self.fecha) - self.fecha).days + 1):
            yield self.fecha + timedelta(days=corrido)

    def rige_en(self, lectura: Lectura) -> bool:
        """Si el día deja de contar en esa lectura."""
        if self.efecto is Efecto.SOLO_ATENCION or lectura is Lectura.NACIONAL:
            return False
        return lectura is Lectura.TODOS or self.afecta_terminos_legales

    def alcanza(self, dependencia: str) -> bool:
        """Si el acto cobija a esa dependencia."""
        if dependencia in self.dependencias_exceptuadas:
            return False
        return not self.alcance or dependencia in self.alcance

    def descripcion(self) -> str:
        """Motivo con su acto, para leer."""
        return f"{self.motivo} ({self.acto})" if self.acto else self.motivo


class Calendario:
    """Días hábiles de la entidad. No cambia después de creado y calcula cada año una sola vez.

    `jornada_sabado`: si el sábado es hábil; `sabados`, desde qué día dejó de ser así y cómo quedó, en
    orden: los sábados de antes no cambian.
    """

    __slots__ = (
        "_anios",
        "_cierres",
        "_lecturas",
        "_nombres",
        "_propios",
        "festivos",
        "jornada_sabado",
        "lectura",
        "locales",
        "sabados",
    )

    def __init__(
        self,
        *,
        jornada_sabado: bool = False,
        sabados: tuple[tuple[date, bool], ...] = (),
        locales: Iterable[DiaLocal] = (),
        festivos: tuple[Festivo, ...] = FESTIVOS_LEGALES,
        lectura: Lectura = Lectura.LEGAL,
    ) -> None:
        self.jornada_sabado = jornada_sabado
        self.sabados = sabados
        self.locales = tuple(locales)
        self.festivos = festivos
        self.lectura = lectura
        self._cierres = {
            fecha: local
            for local in self.locales
            if local.rige_en(lectura)
            for fecha in local.fechas()
        }
        self._anios: dict[int, list[int]] = {}
        self._nombres: dict[int, dict[date, str]] = {}
        self._lecturas: dict[Lectura, Calendario] = {lectura: self}
        self._propios: dict[str, Calendario] = {}

    def con(self, dias: Iterable[DiaLocal]) -> Calendario:
        """Otro calendario con esos cierres además de los que ya tiene."""
        return self._copia(locales=(*self.locales, *dias), lectura=self.lectura)

    def leer(self, lectura: Lectura) -> Calendario:
        """El mismo calendario con otra lectura de los cierres locales; se guarda la primera vez."""
        if lectura not in self._lecturas:
            otro = self._copia(locales=self.locales, lectura=lectura)
            # Dos lecturas que cierran los mismos días son el mismo calendario: no se cuenta doble.
            self._lecturas[lectura] = self if otro._cierres == self._cierres else otro
        return self._lecturas[lectura]

    def para(self, dependencia: str) -> Calendario:
        """El calendario que ve una dependencia: sin los actos que la exceptúan o no la cobijan."""
        if dependencia not in self._propios:
            propios = tuple(local for local in self.locales if local.alcanza(dependencia))
            self._propios[dependencia] = (
                self
                if propios == self.locales
                else self._copia(locales=propios, lectura=self.lectura)
            )
        return self._propios[dependencia]

    def _copia(self, *, locales: Iterable[DiaLocal], lectura: Lectura) -> Calendario:
        return Calendario(
            jornada_sabado=self.jornada_sabado,
            sabados=self.sabados,
            locales=locales,
            festivos=self.festivos,
            lectura=lectura,
        )

    def es_habil(self, fecha: date) -> bool:
        """Si ese día cuenta en un término de días hábiles."""
        return self.motivo_no_habil(fecha) is None

    def motivo_no_habil(self, fecha: date) -> str | None:
        """Por qué no cuenta ese día («festivo: Inmaculada Concepción»), o `None` si es hábil."""
        festivo = self._festivos(fecha.year).get(fecha)
        if festivo is not None:
            return f"festivo: {festivo}"
        dia = fecha.weekday()
        if dia == _DOMINGO:
            return "domingo"
        if dia == _SABADO and not self.sabado_habil(fecha):
            return "sábado"
        local = self._cierres.get(fecha)
        return f"cierre de la entidad: {local.descripcion()}" if local else None

    def sabado_habil(self, fecha: date) -> bool:
        """Si en esa fecha los sábados son hábiles, sin mirar festivos ni cierres."""
        es_habil = self.jornada_sabado
        for desde, cambio in self.sabados:
            if desde <= fecha:
                es_habil = cambio
        return es_habil

    def habiles_del_anio(self, anio: int) -> list[int]:
        """Ordinales (`date.toordinal`) de los días hábiles de ese año, en orden. No la modifique."""
        if anio not in self._anios:
            cerrados = {f.toordinal() for f in self._festivos(anio)}
            cerrados.update(f.toordinal() for f in self._cierres)
            primero, ultimo = date(anio, 1, 1).toordinal(), date(anio, 12, 31).toordinal()
            # El ordinal 1 (1-1-1) fue lunes: (ordinal - 1) % 7 es el día de la semana.
            self._anios[anio] = [
                ordinal
                for ordinal in range(primero, ultimo + 1)
                if ordinal not in cerrados
                and (
                    (dia := (ordinal - 1) % 7) < _SABADO
                    or (dia == _SABADO and self.sabado_habil(date.fromordinal(ordinal)))
                )
            ]
        return self._anios[anio]

    def _festivos(self, anio: int) -> dict[date, str]:
        if anio not in self._nombres:
            if not PRIMER_ANIO <= anio <= ULTIMO_ANIO:
                raise FueraDeCalendario(anio)
            self._nombres[anio] = festivos_del_anio(anio, self.festivos)
        return self._nombres[anio]

    def siguiente_habil(self, fecha: date) -> date:
        """La misma fecha si es hábil; si no, el primer día hábil que sigue."""
        return self.sumar_habiles(fecha - _UN_DIA, 1)

    def sumar_habiles(self, desde: date, dias: int) -> date:
        """El día hábil número `dias` después de `desde`, que no se cuenta.

        Con `dias` negativo cuenta hacia atrás; con cero devuelve `desde` aunque no sea hábil.
        """
        if dias == 0:
            return desde
        ordinal, anio = desde.toordinal(), desde.year
        habiles = self.habiles_del_anio(anio)
        if dias > 0:
            posicion = bisect_right(habiles, ordinal) + dias - 1
            while posicion >= len(habiles):
                posicion -= len(habiles)
                anio += 1
                habiles = self.habiles_del_anio(anio)
        else:
            posicion = bisect_left(habiles, ordinal) + dias
            while posicion < 0:
                anio -= 1
                habiles = self.habiles_del_anio(anio)
                posicion += len(habiles)
        return date.fromordinal(habiles[posicion])

    def contar_habiles(self, desde_excluido: date, hasta_incluido: date) -> int:
        """Días hábiles después de `desde_excluido` y hasta `hasta_incluido`; negativo si va al revés."""
        if hasta_incluido < desde_excluido:
            return -self.contar_habiles(hasta_incluido, desde_excluido)
        desde, hasta = desde_excluido.toordinal(), hasta_incluido.toordinal()
        habiles = self.habiles_del_anio(desde_excluido.year)
        cuenta = -bisect_right(habiles, desde)
        for anio in range(desde_excluido.year, hasta_incluido.year):
            cuenta += len(self.habiles_del_anio(anio))
        return cuenta + bisect_right(self.habiles_del_anio(hasta_incluido.year), hasta)

    def sumar_meses(self, fecha: date, meses: int) -> date:
        """Mismo día del mes `meses` después (o el último del mes); si no es hábil, el siguiente hábil.

        Ley 4 de 1913 art. 62 y CGP art. 118.
        """
        return self.siguiente_habil(mismo_dia_del_mes(fecha, meses))


def mismo_dia_del_mes(fecha: date, meses: int) -> date:
    """El mismo día, `meses` más tarde; el último del mes si ese día no existe. No mira si es hábil.

    >>> mismo_dia_del_mes(date(2025, 1, 31), 1)
    datetime.date(2025, 2, 28)
    """
    anio, mes = divmod(fecha.year * 12 + fecha.month - 1 + meses, 12)
    if not PRIMER_ANIO <= anio <= ULTIMO_ANIO:
        raise FueraDeCalendario(anio)
    return date(anio, mes + 1, min(fecha.day, monthrange(anio, mes + 1)[1]))


@lru_cache(maxsize=8)
def nacional(
    jornada_sabado: bool = False, festivos: tuple[Festivo, ...] = FESTIVOS_LEGALES
) -> Calendario:
    """Calendario del país, sin cierres locales; siempre el mismo objeto.

    `festivos` permite dejar de aplicar uno desde una fecha (`Festivo.hasta`) si un juez lo retira.
    """
    return Calendario(jornada_sabado=jornada_sabado, festivos=festivos)


def momento_limite(fecha: date) -> datetime:
    """Instante en que termina el día: las 00:00 del siguiente en Bogotá, que ya no está a tiempo.

    Ley 4 de 1913 arts. 59 a 61: el término corre hasta la medianoche del último día.
    """
    return datetime.combine(fecha + _UN_DIA, time.min, tzinfo=BOGOTA)
