"""Lo que entra y lo que sale de computar un término bajo una sola lectura de la ley. Puro."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from ventanilla.comun.calendario import Calendario
from ventanilla.terminos.conteo import Pausa
from ventanilla.terminos.hechos import Hecho, en_hora_legal
from ventanilla.terminos.normas import Clase, Regla, Unidad
from ventanilla.terminos.politica import Especial, Politica, Recepcion


@dataclass(frozen=True, slots=True)
class Caso:
    """Todo lo que decide un término. `hechos` vienen ordenados y `recibida` en hora de Bogotá."""

    clase: Clase
    recibida: datetime
    hechos: tuple[Hecho, ...]
    calendario: Calendario
    politica: Politica
    especial: Especial | None = None
    excluye_ampliacion: bool = False

    @property
    def inicio(self) -> date:
        """El día de recepción que vale para contar, según la política de la entidad."""
        momento = self.recibida
        if self.especial is not None and self.especial.desde is not None:
            momento = en_hora_legal(self.especial.desde)
        dia = momento.date()
        if self.politica.recepcion is Recepcion.DIA_SIGUIENTE_HABIL:
            return dia
        cierre = self.politica.hora_cierre
        if cierre is not None and momento.time() >= cierre:
            return self.calendario.sumar_habiles(dia, 1)
        return self.calendario.siguiente_habil(dia)

    def cerrado_antes_de(self, dia: date) -> bool:
        """Si el trámite ya había terminado cuando empezó ese día."""
        return any(hecho.cierra and hecho.fecha < dia for hecho in self.hechos)


@dataclass(frozen=True, slots=True)
class Termino:
    """Un término computado bajo una lectura.

    `inicio` es el día de recepción que vale para contar; `dias` los de la norma y `dias_totales`
    los que cuenta la explicación, con la prórroga. `vence_sin_prorroga` y `tope_prorroga` son
    `None` si la clase no admite prórroga o el término está suspendido. `requerimientos` son los que
    sí lo detuvieron.
    """

    regla: Regla
    version: str
    norma: str
    inicio: date
    dias: int | None
    unidad: Unidad
    vence: date | None = None
    momento_vence: datetime | None = None
    dias_totales: int = 0
    pausas: tuple[Pausa, ...] = ()
    reinicia: bool = False
    suspendido_desde: date | None = None
    vence_sin_prorroga: date | None = None
    tope_prorroga: date | None = None
    requerimientos: tuple[Hecho, ...] = ()
    avisos: tuple[str, ...] = ()
    revisar: bool = False
