"""Lo que dice una celda de Excel, vuelto texto sin inventar. Puro."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

_EPOCA_1900, _EPOCA_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001
# Entre 1984 y 2199: un número de serie fuera de ahí no es la fecha de una petición.
_SERIE_MINIMA, _SERIE_MAXIMA = 30_682, 109_573
_CIFRAS_DE_EXCEL = 15


class Formato(NamedTuple):
    """Lo que importa del formato de una celda: si es fecha y, si rellena con ceros, hasta cuántas
    cifras."""

    es_fecha: bool = False
    ceros: int = 0


class Celda(NamedTuple):
    """El texto de una celda. `problema`: por qué su valor no sirve; `fecha`: la misma celda leída
    como número de serie, si podría serlo; `con_formula`: si lo que se lee es el resultado guardado
    de una fórmula."""

    texto: str
    problema: str = ""
    fecha: str = ""
    con_formula: bool = False


VACIA = Celda("")


def celda_de(
    clase: str,
    valor: str | None,
    texto: str,
    formato: Formato,
    *,
    con_formula: bool,
    es_1904: bool,
) -> Celda:
    """La celda de un elemento `c`: su tipo, su valor crudo y su texto si es de texto."""
    if con_formula and not valor:
        return Celda(
            "",
            "es una fórmula sin resultado guardado: abra el libro en Excel y guárdelo, o copie la "
            "columna y péguela como valores",
            con_formula=True,
        )
    if valor is None:
        return VACIA
    if clase == "e":
        return Celda(valor, f"tiene un error de Excel ({valor[:20]}): corríjalo", "", con_formula)
    if clase == "b":
        return Celda("SÍ" if valor == "1" else "NO", con_formula=con_formula)
    if clase in ("s", "str", "inlineStr"):
        return Celda(texto, con_formula=con_formula) if texto.strip() or con_formula else VACIA
    if clase == "d":
        dia, _, hora = valor.partition("T")
        en_punto = hora.rstrip("Z").startswith("00:00:00") or not hora
        return Celda(dia if en_punto else f"{dia} {hora[:8]}", con_formula=con_formula)
    return _numero(valor, formato, con_formula=con_formula, es_1904=es_1904)


def _numero(crudo: str, formato: Formato, *, con_formula: bool, es_1904: bool) -> Celda:
    try:
        numero = Decimal(crudo)
    except InvalidOperation:
        return Celda(crudo, con_formula=con_formula)
    if not numero.is_finite() or abs(numero.adjusted()) > 30:
        return Celda(crudo, "tiene un número que no se entiende", "", con_formula)
    fecha = fecha_de_serie(numero, es_1904=es_1904)
    if formato.es_fecha and fecha:
        return Celda(fecha, con_formula=con_formula, fecha=fecha)
    if numero == numero.to_integral_value():
        cifras = str(int(numero))
        problema = ""
        if len(cifras.lstrip("-")) > _CIFRAS_DE_EXCEL:
            problema = (
                f"tiene más de {_CIFRAS_DE_EXCEL} cifras y Excel cambia las últimas por ceros: dele "
                "formato de texto a la columna y escríbalo de nuevo"
            )
        return Celda(cifras.zfill(formato.ceros), problema, fecha, con_formula)
    # Excel guarda en binario: 0,1 llega como 0.10000000000000001.
    return Celda(f"{float(numero):.12g}", "", fecha, con_formula)


def fecha_de_serie(numero: Decimal, *, es_1904: bool) -> str:
    """«2024-03-05» o «2024-03-05 14:30:00»; vacía si el número no puede ser una fecha reciente.

    El día 0 es el 30 de diciembre de 1899 o, en los libros de 1904, el 1 de enero de ese año.
    """
    dias = float(numero) + (1462 if es_1904 else 0)
    if not _SERIE_MINIMA <= dias <= _SERIE_MAXIMA:
        return ""
    base = _EPOCA_1904 if es_1904 else _EPOCA_1900
    momento = base + timedelta(seconds=round(float(numero) * 86_400))
    if (momento.hour, momento.minute, momento.second) == (0, 0, 0):
        return momento.date().isoformat()
    return momento.isoformat(sep=" ")
