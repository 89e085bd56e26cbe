"""Arma el calendario de los días contados: meses de lunes a domingo, y la misma cuenta en frases."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from ventanilla.comun import fechas

_SABADO, _DOMINGO = 5, 6
_LETRAS_QUE_CABEN = 8


@dataclass(frozen=True, slots=True)
class Casilla:
    """Un día. `clase` es el sufijo de CSS: `cuenta`, `no`, `inicio` o `vence`."""

    fecha: date
    clase: str
    rotulo: str
    frase: str

    @property
    def columna(self) -> int:
        """De 1 (lunes) a 7 (domingo)."""
        return self.fecha.isoweekday()


@dataclass(frozen=True, slots=True)
class Mes:
    """Un mes («noviembre de 2026») con sus casillas en orden."""

    nombre: str
    casillas: tuple[Casilla, ...]


def _dato(dia: Any, nombre: str) -> Any:
    """Las explicaciones vienen como objetos recién calculados o como el JSON que se guardó."""
    return dia.get(nombre) if isinstance(dia, Mapping) else getattr(dia, nombre, None)


def _rotulo_sin_contar(fecha: date, motivo: str) -> str:
    primera = motivo.split()[0].strip(":,;.") if motivo else ""
    if fecha.weekday() == _SABADO:
        return "sáb."
    if fecha.weekday() == _DOMINGO:
        return "dom."
    return primera.lower() if 0 < len(primera) <= _LETRAS_QUE_CABEN else "no"


def _fecha(dia: Any) -> date:
    cruda = _dato(dia, "fecha")
    return date.fromisoformat(cruda[:10]) if isinstance(cruda, str) else cruda


def _casilla(dia: Any, vence: date | None, primero: bool, que: str) -> Casilla:
    fecha = _fecha(dia)
    motivo, numero = _dato(dia, "motivo") or "", _dato(dia, "numero")
    nombre = fechas.fecha_larga(fecha, con_anio=False)
    es_ultimo = fecha == vence
    final = f", {que}" if es_ultimo else ""
    if not _dato(dia, "cuenta"):
        # Un término en meses, o lo que se corre al hábil siguiente, vence sin número de día.
        if es_ultimo:
            return Casilla(fecha, "vence", "vence", f"{nombre}{final}")
        frase = f"{nombre}: no cuenta" + (f", {motivo}" if motivo else "")
        return Casilla(fecha, "no", _rotulo_sin_contar(fecha, motivo), frase)
    rotulo = f"día {numero}" if es_ultimo or primero else str(numero)
    frase = f"{nombre}: día {numero}{final}"
    return Casilla(fecha, "vence" if es_ultimo else "cuenta", rotulo, frase)


def por_meses(
    dias: Iterable[Any], recibida: date | None, vence: date | None, que: str
) -> list[Mes]:
    """Agrupa los días, en orden, por mes; `recibida` agrega la casilla de partida si no está.

    `vence` es el último día, que se dice con `que`; `None` si el término está detenido.
    """
    lista = list(dias)
    primero = next((dia for dia in lista if _dato(dia, "cuenta")), None)
    casillas = [_casilla(dia, vence, dia is primero, que) for dia in lista]
    if recibida is not None:
        frase = f"{fechas.fecha_larga(recibida, con_anio=False)}: la recibimos; se cuenta desde el día siguiente"
        casillas = [c for c in casillas if c.fecha != recibida]
        casillas.insert(0, Casilla(recibida, "inicio", "llegó", frase))
    meses = []
    for (anio, mes), grupo in groupby(casillas, key=lambda c: (c.fecha.year, c.fecha.month)):
        juntas = tuple(grupo)
        nombre = f"{fechas.MESES[mes - 1]} de {anio}"
        meses.append(Mes(nombre, juntas))
    return meses


def renglones(meses: Iterable[Mes]) -> list[str]:
    """La cuenta en frases, una por día, para quien no ve la cuadrícula."""
    return [casilla.frase for mes in meses for casilla in mes.casillas]
