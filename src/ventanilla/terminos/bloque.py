"""Vencimientos de muchas peticiones a la vez, para importar y revisar años enteros. Puro.

Da lo mismo que `computar` sin actuaciones, una por una. La ley se resuelve una sola vez
por cada clase y cada día del intervalo; después cada petición es una consulta a esa tabla.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ventanilla.comun.calendario import PRIMER_ANIO, ULTIMO_ANIO, Calendario, nacional
from ventanilla.terminos import normas
from ventanilla.terminos.conteo import corrido
from ventanilla.terminos.normas import ClaseDesconocida, ErrorDeTermino, Regla, Unidad
from ventanilla.terminos.politica import Politica, Recepcion, Transicion

# Días contados desde 1970-01-01, como los guarda datetime64[D].
Dias: TypeAlias = NDArray[np.int64]

CODIGOS: tuple[str, ...] = tuple(clase.codigo for clase in normas.clases())
_EPOCA = date(1970, 1, 1).toordinal()
_SIN_FECHA = np.iinfo(np.int64).min  # así guarda NumPy el NaT
# Ningún término de la tabla pasa de dos años: hasta ahí se extiende el calendario.
_ANIOS_DE_SOBRA = 2
_PRIMERO = date(PRIMER_ANIO, 1, 1).toordinal() - _EPOCA
_ULTIMO = date(ULTIMO_ANIO - _ANIOS_DE_SOBRA, 12, 31).toordinal() - _EPOCA
_DE_FABRICA = Politica()


@dataclass(frozen=True, slots=True)
class _Tramo:
    """Los días de recepción de la tabla y dónde cae cada uno entre los hábiles.

    El vencimiento a `n` días hábiles de `dias[i]` es `habiles[antes[i] + n - 1]`.
    """

    calendario: Calendario
    politica: Politica
    dias: Dias
    habiles: Dias
    antes: Dias

    def sumar(self, cantidad: int) -> Dias:
        """El día hábil número `cantidad` después de cada día."""
        return self.habiles[self.antes + (cantidad - 1)]


def indices_de_clase(clases: NDArray[Any]) -> NDArray[np.intp]:
    """Posición de cada clase en `CODIGOS`, desde códigos o sinónimos en texto.

    Raises:
        ClaseDesconocida: si alguna no existe.
    """
    # Un diccionario de Python resuelve un millón de textos más rápido que ordenarlos en NumPy.
    posiciones = map(_Posiciones().__getitem__, clases.ravel().tolist())
    return np.fromiter(posiciones, dtype=np.intp, count=clases.size).reshape(clases.shape)


class _Posiciones(dict[object, int]):
    """Posición de cada texto en `CODIGOS`; resuelve los nuevos la primera vez que aparecen."""

    def __missing__(self, texto: object) -> int:
        self[texto] = CODIGOS.index(normas.clase(str(texto)).codigo)
        return self[texto]


def vencimientos_en_bloque(
    recibidas: NDArray[np.datetime64],
    clases: NDArray[Any] | str,
    *,
    calendario: Calendario | None = None,
    politica: Politica = _DE_FABRICA,
    excluye_ampliacion: bool = False,
) -> NDArray[np.datetime64]:
    """Último día para responder cada petición, en todos los regímenes.

    `recibidas` es `datetime64[D]` (la hora de cierre no se aplica); `clases` son códigos en texto,
    posiciones en `CODIGOS` o una sola para todas. Da `NaT` donde no hay término o donde `computar`
    diría que no hay regla para esa fecha.

    Raises:
        ClaseDesconocida: si alguna clase no existe.
        ErrorDeTermino: si los dos arreglos no son del mismo tamaño.
    """
    dias = recibidas.astype("datetime64[D]").view(np.int64)
    codigos = _codigos(np.asarray(clases))
    if codigos.ndim and codigos.shape != dias.shape:
        raise ErrorDeTermino("Las fechas y las clases deben ser tantas las unas como las otras.")
    sirven = (dias >= _PRIMERO) & (dias <= _ULTIMO)
    if not sirven.any():
        return np.full(dias.shape, np.datetime64("NaT", "D"))
    utiles = dias if sirven.all() else dias[sirven]
    primero = int(utiles.min())
    tramo = _tramo(calendario or nacional(), politica, primero, int(utiles.max()))
    usadas = np.unique(codigos) if codigos.size < len(CODIGOS) else np.arange(len(CODIGOS))
    tabla = np.full((len(CODIGOS), tramo.dias.size), _SIN_FECHA)
    for codigo in usadas:
        tabla[codigo] = _de_la_clase(tramo, CODIGOS[codigo], excluye_ampliacion)
    if utiles is dias:
        return _como_fechas(tabla[codigos, dias - primero])
    resultado = np.full(dias.shape, _SIN_FECHA)
    propios = codigos[sirven] if codigos.ndim else codigos
    resultado[sirven] = tabla[propios, utiles - primero]
    return _como_fechas(resultado)


def _como_fechas(dias: Dias) -> NDArray[np.datetime64]:
    fechas: NDArray[np.datetime64] = dias.view("datetime64[D]")
    return fechas


def _codigos(clases: NDArray[Any]) -> NDArray[np.intp]:
    if clases.dtype.kind not in "iu":
        return indices_de_clase(clases)
    if clases.size and not (clases.min() >= 0 and clases.max() < len(CODIGOS)):
        raise ClaseDesconocida(f"Las clases van de 0 a {len(CODIGOS) - 1}.")
    return clases.astype(np.intp, copy=False)


def _tramo(calendario: Calendario, politica: Politica, primero: int, ultimo: int) -> _Tramo:
    anios = range(
        date.fromordinal(primero + _EPOCA).year,
        date.fromordinal(ultimo + _EPOCA).year + _ANIOS_DE_SOBRA + 1,
    )
    habiles = np.concatenate([np.array(calendario.habiles_del_anio(anio)) for anio in anios])
    habiles = habiles - _EPOCA
    dias = np.arange(primero, ultimo + 1)
    if politica.recepcion is Recepcion.DIA_SIGUIENTE_HABIL:
        antes = np.searchsorted(habiles, dias, side="right")
    else:
        # Se tiene por recibida el mismo día si es hábil, o el hábil siguiente.
        antes = np.searchsorted(habiles, dias, side="left") + 1
    return _Tramo(calendario, politica, dias, habiles, antes)


def _de_la_clase(tramo: _Tramo, codigo: str, excluye_ampliacion: bool) -> Dias:
    vence = np.full(tramo.dias.shape, _SIN_FECHA)
    for regla in normas.reglas_de_respuesta(codigo):
        rige = (tramo.dias >= _numero(regla.desde)) & (tramo.dias <= _numero(regla.hasta))
        vence[rige] = _de_la_regla(tramo, regla, excluye_ampliacion)[rige]
    return vence


def _de_la_regla(tramo: _Tramo, regla: Regla, excluye_ampliacion: bool) -> Dias:
    if regla.dias is None:
        return np.full(tramo.dias.shape, _SIN_FECHA)
    if regla.unidad is not Unidad.HABILES:
        return _corridos(tramo, regla, regla.dias)
    ordinario = tramo.sumar(regla.dias)
    ampliada = normas.ampliacion_de(regla.id)
    if ampliada is None or ampliada.dias is None or excluye_ampliacion:
        return ordinario
    en_curso = np.zeros(tramo.dias.shape, dtype=bool)
    if ampliada.en_curso is not None:
        en_curso = ordinario >= _numero(ampliada.en_curso)
    cobija = (tramo.dias <= _numero(ampliada.hasta)) & (
        (tramo.dias >= _numero(ampliada.desde)) | en_curso
    )
    ampliado = tramo.sumar(ampliada.dias)
    if tramo.politica.transicion_2207 is Transicion.INMEDIATA:
        vigencia = _numero(normas.VIGENCIA_2207)
        minimo = _numero(tramo.calendario.siguiente_habil(normas.VIGENCIA_2207))
        vuelve = np.where(ordinario >= vigencia, ordinario, minimo)
        ampliado = np.where(ampliado >= vigencia, vuelve, ampliado)
    return np.where(cobija, ampliado, ordinario)


def _corridos(tramo: _Tramo, regla: Regla, cantidad: int) -> Dias:
    """Meses o días calendario: una cuenta por día de la tabla, no por petición."""
    inicios = tramo.habiles[tramo.antes - 1] if _por_habil(tramo) else tramo.dias
    fechas = (
        corrido(tramo.calendario, date.fromordinal(int(n) + _EPOCA), cantidad, regla.unidad).vence
        for n in inicios
    )
    return np.array([_numero(fecha) if fecha else _SIN_FECHA for fecha in fechas], dtype=np.int64)


def _por_habil(tramo: _Tramo) -> bool:
    return tramo.politica.recepcion is Recepcion.RECIBIDA_HABIL_SIGUIENTE


def _numero(fecha: date) -> int:
    return fecha.toordinal() - _EPOCA
