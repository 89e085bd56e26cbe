"""Los artículos del reglamento y los ajustes que fijan. Puro.

Un artículo fija un ajuste si su texto lo nombra entre corchetes: «Horario de atención: [horario]». Al
adoptarlo, el corchete se cambia por el valor: el texto y el programa no pueden decir cosas distintas.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from difflib import SequenceMatcher
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from ventanilla.comun.errores import Falta
from ventanilla.comun.fechas import dias

ARCHIVO = Path(__file__).resolve().parents[4] / "datos" / "reglamento.toml"
_MARCA = re.compile(r"\[([a-z_]+)\]")
_TROZOS = re.compile(r"\s+|\S+")


@dataclass(frozen=True)
class Ajuste:
    """Un ajuste de la entidad que un artículo puede fijar; `campo` es su columna."""

    campo: str
    nombre: str
    clase: Literal["texto", "entero", "hora", "si_no", "opcion"]
    opciones: tuple[tuple[str, str], ...] = ()
    mayor: int = 0


# Los sábados hábiles y la transición de la Ley 2207 no están: cambian la cuenta de lo ya recibido y se
# cambian en «Ajustes» (`reglas/ajustes.py`).
AJUSTES = {
    a.campo: a
    for a in (
        Ajuste("horario", "Horario de atención", "texto", mayor=200),
        Ajuste(
            "recepcion",
            "Lo que llega tarde o en día no hábil",
            "opcion",
            (
                ("dia_siguiente_habil", "se cuenta desde el día hábil siguiente al que llegó"),
                ("recibida_habil_siguiente", "se tiene por recibido el día hábil siguiente"),
            ),
        ),
        Ajuste("hora_cierre", "Hora de cierre", "hora"),
        Ajuste(
            "reactivacion",
            "El término, cuando la persona completa",
            "opcion",
            (("reanuda", "sigue donde iba"), ("reinicia", "vuelve a empezar")),
        ),
        Ajuste(
            "aclaracion_detiene",
            "Pedir una aclaración",
            "si_no",
            (("si", "detiene el término"), ("no", "no detiene el término")),
        ),
        Ajuste(
            "correo_notifica",
            "Un correo queda notificado",
            "opcion",
            (
                ("aceptacion", "cuando el servidor de correo de la persona lo acepta"),
                ("acceso", "cuando la persona lo abre con su número y su clave"),
            ),
        ),
        Ajuste("dias_de_alerta", "Días hábiles para avisar que vence", "entero", mayor=15),
    )
}
Valores = Mapping[str, Any]


@dataclass(frozen=True)
class Escrito:
    """Un artículo como se escribe: título y texto con sus [ajustes]."""

    titulo: str
    plantilla: str


@dataclass(frozen=True)
class Pieza:
    """Un pedazo del texto comparado."""

    que: Literal["igual", "quita", "pone"]
    texto: str


@dataclass(frozen=True)
class Comparado:
    """Un artículo frente al que rige. `piezas` es su texto, palabra por palabra."""

    que: Literal["igual", "cambia", "nuevo", "sale"]
    numero: int
    titulo: str
    piezas: tuple[Pieza, ...]


@lru_cache(maxsize=1)
def inicial() -> tuple[Escrito, ...]:
    """El texto de fábrica, en lenguaje claro, para quien no tiene uno."""
    filas = tomllib.loads(ARCHIVO.read_text(encoding="utf-8"))["articulo"]
    return tuple(Escrito(f["titulo"], f["texto"].strip()) for f in filas)


def marcas(texto: str) -> list[str]:
    """Lo que el texto nombra entre corchetes, en orden y sin repetir."""
    return list(dict.fromkeys(_MARCA.findall(texto)))


def fija(articulos: Sequence[Escrito]) -> dict[str, int]:
    """Ajuste → número del artículo que lo fija (el primero que lo nombra)."""
    salida: dict[str, int] = {}
    for numero, articulo in enumerate(articulos, start=1):
        for campo in marcas(articulo.plantilla):
            salida.setdefault(campo, numero)
    return salida


def legible(campo: str, valor: Any) -> str:
    """El valor como se lee en el artículo: «3 días hábiles», «5:30 p. m.», «no detiene el término»."""
    return legible_de(AJUSTES[campo], valor)


def legible_de(ajuste: Ajuste, valor: Any) -> str:
    """Lo mismo, de cualquier ajuste."""
    match ajuste.clase:
        case "si_no":
            return dict(ajuste.opciones)["si" if valor else "no"]
        case "opcion":
            return dict(ajuste.opciones).get(str(valor), str(valor))
        case "entero":
            return dias(int(valor), habiles=True)
        case "hora":
            return _hora_legible(str(valor)) if valor else "no se fija"
    return str(valor)


def _hora_legible(iso: str) -> str:
    hora = time.fromisoformat(iso)
    mitad = "a. m." if hora.hour < 12 else "p. m."
    return f"{hora.hour % 12 or 12}:{hora.minute:02d} {mitad}"


def rellenar(plantilla: str, valores: Valores) -> str:
    """El texto con cada [ajuste] cambiado por su valor; lo que no es ajuste se deja."""

    def puesto(hallada: re.Match[str]) -> str:
        campo = hallada[1]
        return legible(campo, valores[campo]) if campo in valores else hallada[0]

    return _MARCA.sub(puesto, plantilla)


def faltas_de(articulos: Sequence[Escrito], valores: Valores) -> list[Falta]:
    """Lo que impide guardar: nada escrito, artículos a medias, ajustes que no existen o repetidos."""
    faltas = []
    if not articulos:
        faltas.append(Falta("articulos", "El reglamento no puede quedar sin artículos."))
    vistos: dict[str, int] = {}
    for numero, articulo in enumerate(articulos, start=1):
        if not articulo.titulo or not articulo.plantilla:
            faltas.append(
                Falta("articulos", f"Al artículo {numero} le falta el título o el texto.")
            )
        for campo in marcas(articulo.plantilla):
            if campo not in AJUSTES:
                son = ", ".join(f"[{c}]" for c in AJUSTES)
                dicho = f"El artículo {numero} nombra [{campo}], que no es un ajuste. Son: {son}."
                faltas.append(Falta("articulos", dicho))
            elif campo in vistos:
                dicho = f"[{campo}] está en los artículos {vistos[campo]} y {numero}: deje uno."
                faltas.append(Falta("articulos", dicho))
            vistos.setdefault(campo, numero)
    return [*faltas, *faltas_de_valores(valores)]


def faltas_de_valores(valores: Valores) -> Iterable[Falta]:
    """Lo que no puede valer un ajuste, o no puede valer junto con otro."""
    for campo, ajuste in AJUSTES.items():
        valor = valores.get(campo)
        match ajuste.clase:
            case "texto" if not valor or len(str(valor)) > ajuste.mayor:
                yield Falta(campo, f"{ajuste.nombre}: escriba de 1 a {ajuste.mayor} letras.")
            case "entero" if type(valor) is not int or not 1 <= valor <= ajuste.mayor:
                yield Falta(campo, f"{ajuste.nombre}: va de 1 a {ajuste.mayor}.")
            case "opcion" if valor not in dict(ajuste.opciones):
                yield Falta(campo, f"{ajuste.nombre}: escoja una opción.")
    if valores.get("recepcion") == "recibida_habil_siguiente" and not valores.get("hora_cierre"):
        yield Falta(
            "hora_cierre", "Si lo que llega tarde se recibe al otro día, diga la hora de cierre."
        )


def faltas_de_adopcion(
    acto: str,
    fecha_acto: date | None,
    desde: date | None,
    *,
    hoy: date,
    anterior: date | None,
    cambia: bool,
) -> list[Falta]:
    """Lo que impide adoptar. Una versión no rige hacia atrás: lo ya recibido conserva lo suyo.

    Args:
        anterior: desde cuándo rige la última adoptada; `None` si es la primera.
        cambia: si algún ajuste queda distinto del que hay. La primera versión, si no cambia ninguno,
            puede decir desde cuándo regía de verdad.
    """
    faltas = []
    if not acto:
        faltas.append(Falta("acto", "Escriba el acto que lo adopta: «Resolución 0123 de 2026»."))
    if fecha_acto is None or fecha_acto > hoy:
        faltas.append(Falta("fecha_acto", "La fecha del acto es hoy o un día que ya pasó."))
    if desde is None:
        faltas.append(Falta("desde", "Diga desde qué día rige."))
        return faltas
    if fecha_acto is not None and desde < fecha_acto:
        faltas.append(Falta("desde", "No puede regir antes de la fecha del acto."))
    if anterior is not None and desde <= anterior:
        faltas.append(Falta("desde", "Debe regir después que la versión anterior."))
    if desde < hoy and (anterior is not None or cambia):
        faltas.append(
            Falta("desde", "No puede regir desde un día que ya pasó: escoja hoy u otro día.")
        )
    return faltas


def comparar(antes: Sequence[Escrito], despues: Sequence[Escrito]) -> list[Comparado]:
    """La versión nueva frente a la otra, artículo por artículo; los de igual título son el mismo."""
    titulos = [a.titulo for a in antes], [d.titulo for d in despues]
    salida: list[Comparado] = []
    pasos = SequenceMatcher(a=titulos[0], b=titulos[1], autojunk=False).get_opcodes()
    for paso, i1, i2, j1, j2 in pasos:
        if paso == "equal":
            for i, j in zip(range(i1, i2), range(j1, j2), strict=True):
                piezas = tuple(_piezas(antes[i].plantilla, despues[j].plantilla))
                igual = all(p.que == "igual" for p in piezas)
                titulo = despues[j].titulo
                salida.append(Comparado("igual" if igual else "cambia", j + 1, titulo, piezas))
            continue
        salida += [
            Comparado("sale", i + 1, antes[i].titulo, (Pieza("quita", antes[i].plantilla),))
            for i in range(i1, i2)
        ]
        salida += [
            Comparado("nuevo", j + 1, despues[j].titulo, (Pieza("pone", despues[j].plantilla),))
            for j in range(j1, j2)
        ]
    return salida


def _piezas(antes: str, despues: str) -> Iterable[Pieza]:
    a, b = _TROZOS.findall(antes), _TROZOS.findall(despues)
    for paso, i1, i2, j1, j2 in SequenceMatcher(a=a, b=b, autojunk=False).get_opcodes():
        if paso == "equal":
            yield Pieza("igual", "".join(a[i1:i2]))
            continue
        if i2 > i1:
            yield Pieza("quita", "".join(a[i1:i2]))
        if j2 > j1:
            yield Pieza("pone", "".join(b[j1:j2]))
