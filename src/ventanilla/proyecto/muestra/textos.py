"""Lo que hay en `datos/muestra/`, leído. Puro."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

CARPETA = Path(__file__).resolve().parents[4] / "datos" / "muestra"


@dataclass(frozen=True)
class Tema:
    """Un asunto del que se escribe, con su respuesta y la dependencia que lo atiende.

    `plazo_dias` (hábiles) es el que fija una autoridad en su documento; `rural`, que es de los
    corregimientos; `a`, la entidad a la que se traslada.
    """

    dependencia: str
    clase: str
    asunto: str
    texto: str
    respuesta: str
    peso: int = 1
    nombre: str = ""
    plazo_dias: int = 0
    rural: bool = False
    a: str = ""


@dataclass(frozen=True)
class Textos:
    """Con qué se arman las peticiones: barrios por comuna, nombres, tiempos y temas."""

    nombres: tuple[str, ...]
    apellidos: tuple[str, ...]
    empresas: tuple[str, ...]
    tiempos: tuple[str, ...]
    vias: tuple[str, ...]
    barrios: dict[str, list[str]]
    temas: tuple[Tema, ...]
    autoridades: tuple[Tema, ...]
    traslados: tuple[Tema, ...]


def leer(nombre: str) -> dict[str, Any]:
    """Un archivo de la carpeta (`entidad`, `personas` o `peticiones`)."""
    with (CARPETA / f"{nombre}.toml").open("rb") as archivo:
        return tomllib.load(archivo)


@lru_cache(maxsize=1)
def textos() -> Textos:
    """Los textos de las peticiones."""
    datos = leer("peticiones")
    return Textos(
        **{
            campo: tuple(datos[campo])
            for campo in ("nombres", "apellidos", "empresas", "tiempos", "vias")
        },
        barrios=datos["barrios"],
        temas=tuple(Tema(**t) for t in datos["tema"]),
        autoridades=tuple(Tema(**t) for t in datos["autoridad"]),
        traslados=tuple(Tema(**t) for t in datos["traslado"]),
    )
