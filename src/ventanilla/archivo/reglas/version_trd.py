"""Una versión de la TRD que se prepara: si se puede adoptar y qué cambia frente a la anterior. Puro."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from ventanilla.comun.errores import Falta

_SIN_FIJAR = "sin fijar"


@dataclass(frozen=True)
class SerieEscrita:
    """Una serie de una versión. `viene_de`: la llave de la que continúa en la versión anterior.

    Las retenciones, en años; `abren`, los códigos de los tipos documentales que abren en ella.
    """

    llave: int
    viene_de: int | None
    codigo: str
    nombre: str
    madre: str
    dependencia: str
    retencion_gestion: int | None
    retencion_central: int | None
    disposicion: str
    tipos: str
    es_de_peticiones: bool
    codigo_inventado: bool
    abren: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.codigo} {self.nombre}"


@dataclass(frozen=True)
class Adopcion:
    """Con qué número y acto se adopta, y desde qué día rige."""

    numero: str
    acto: str
    desde: date | None


@dataclass(frozen=True)
class Cambia:
    """Un dato de una serie, antes y después, como se lee."""

    que: str
    antes: str
    despues: str


@dataclass(frozen=True)
class SerieComparada:
    """Una serie frente a la versión anterior; `llave` es la de la nueva o, si sale, la de la anterior."""

    que: Literal["igual", "cambia", "nueva", "sale"]
    llave: int
    titulo: str
    cambios: tuple[Cambia, ...] = ()


def comparar_series(
    antes: Sequence[SerieEscrita], despues: Sequence[SerieEscrita]
) -> list[SerieComparada]:
    """Las de la versión nueva en su orden, y después las que salen."""
    viejas = {s.llave: s for s in antes}
    salida = []
    for serie in despues:
        vieja = viejas.pop(serie.viene_de, None) if serie.viene_de is not None else None
        if vieja is None:
            salida.append(SerieComparada("nueva", serie.llave, str(serie)))
            continue
        cambios = tuple(_cambios(vieja, serie))
        que: Literal["cambia", "igual"] = "cambia" if cambios else "igual"
        salida.append(SerieComparada(que, serie.llave, str(serie), cambios))
    salida += [SerieComparada("sale", s.llave, str(s)) for s in viejas.values()]
    return salida


def _cambios(antes: SerieEscrita, despues: SerieEscrita) -> Iterable[Cambia]:
    pares = (
        ("Código", antes.codigo, despues.codigo),
        ("Nombre", antes.nombre, despues.nombre),
        ("Es subserie de", antes.madre or "ninguna", despues.madre or "ninguna"),
        ("La produce", antes.dependencia or _SIN_FIJAR, despues.dependencia or _SIN_FIJAR),
        (
            "En el archivo de gestión",
            _anios(antes.retencion_gestion),
            _anios(despues.retencion_gestion),
        ),
        (
            "En el archivo central",
            _anios(antes.retencion_central),
            _anios(despues.retencion_central),
        ),
        ("Disposición final", antes.disposicion or _SIN_FIJAR, despues.disposicion or _SIN_FIJAR),
        ("Documentos que la forman", antes.tipos or "sin decir", despues.tipos or "sin decir"),
        ("Recibe las demás peticiones", _si(antes.es_de_peticiones), _si(despues.es_de_peticiones)),
        ("Código inventado", _si(antes.codigo_inventado), _si(despues.codigo_inventado)),
        ("Tipos que abren en ella", _lista(antes.abren), _lista(despues.abren)),
    )
    for que, viejo, nuevo in pares:
        if viejo != nuevo:
            yield Cambia(que, viejo, nuevo)


def _anios(valor: int | None) -> str:
    if valor is None:
        return _SIN_FIJAR
    return "1 año" if valor == 1 else f"{valor} años"


def _si(valor: bool) -> str:
    return "sí" if valor else "no"


def _lista(codigos: Sequence[str]) -> str:
    return ", ".join(codigos) or "ninguno"


def faltas_de_version(series: Sequence[SerieEscrita]) -> list[Falta]:
    """Lo que impide adoptar por lo que dicen las series.

    Un expediente halla su serie por el código: donde se abra alguno, el código no se puede repetir.
    """
    if not series:
        return [Falta("series", "La versión no tiene series: agregue una por lo menos.")]
    faltas = []
    if sum(s.es_de_peticiones for s in series) != 1:
        faltas.append(
            Falta(
                "series",
                "Marque en una serie que recibe las demás peticiones: ahí abre su expediente la que "
                "ningún tipo documental mande a otra.",
            )
        )
    veces = Counter(s.codigo for s in series)
    faltas += [
        Falta(
            "series",
            f"El código {s.codigo} está repetido y en «{s.nombre}» se abren expedientes: déle un "
            "código propio.",
        )
        for s in series
        if veces[s.codigo] > 1 and (s.abren or s.es_de_peticiones)
    ]
    return faltas


def faltas_de_adopcion(
    adopcion: Adopcion, *, hoy: date, anterior: date | None, numero_ocupado: bool
) -> list[Falta]:
    """Lo que impide adoptar por el acto o la fecha. Una versión no rige hacia atrás.

    Args:
        anterior: desde cuándo rige la última adoptada; `None` si es la primera, que sí puede decir
            desde cuándo regía de verdad.
    """
    desde = adopcion.desde
    faltas = []
    if not adopcion.numero:
        faltas.append(Falta("numero", "Diga qué versión es: «3», «2026-1»."))
    elif numero_ocupado:
        faltas.append(Falta("numero", f"Ya hay una versión {adopcion.numero}: escoja otro número."))
    if not adopcion.acto:
        faltas.append(Falta("acto", "Diga con qué acto se aprueba: su clase, número y fecha."))
    if desde is None:
        faltas.append(Falta("desde", "Diga desde qué día rige."))
    elif anterior is not None and desde <= anterior:
        faltas.append(Falta("desde", "Debe regir después que la versión anterior."))
    elif anterior is not None and desde < hoy:
        faltas.append(
            Falta(
                "desde",
                "Ese día ya pasó y hay expedientes abiertos con la versión anterior: escoja hoy u "
                "otro día.",
            )
        )
    return faltas


def numero_siguiente(numeros: Iterable[str]) -> str:
    """El que se propone: uno más que el mayor de los que son solo cifras."""
    enteros = [int(n) for n in numeros if n.isascii() and n.isdigit()]
    return str(max(enteros, default=0) + 1)
