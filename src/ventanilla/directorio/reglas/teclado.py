"""Los atajos de una sola tecla: apagados de fábrica, y cada quien los cambia (WCAG 2.1.4). Puro."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Atajo:
    """Lo que hace una tecla: su código, cómo se dice y la tecla de fábrica."""

    codigo: str
    nombre: str
    tecla: str


ATAJOS = (
    Atajo("bajar", "Pasar a la petición siguiente de la lista", "j"),
    Atajo("subir", "Volver a la petición anterior de la lista", "k"),
    Atajo("abrir", "Abrir la petición señalada", "o"),
    Atajo("asignarme", "Asignarme la petición señalada o abierta; quien reparte, entregarla", "a"),
    Atajo("responder", "Escribir la respuesta de la petición señalada o abierta", "r"),
    Atajo("buscar", "Ir a la búsqueda", "/"),
    Atajo("bandeja", "Volver a la bandeja", "b"),
    Atajo("ayuda", "Ver estos atajos", "?"),
)
DE_FABRICA = {a.codigo: a.tecla for a in ATAJOS}


def teclas_de(guardado: object) -> dict[str, str]:
    """La tecla de cada atajo: la guardada si sirve, y si no la de fábrica."""
    teclas = guardado.get("teclas") if isinstance(guardado, dict) else None
    if not isinstance(teclas, dict):
        return dict(DE_FABRICA)
    mezcla = {c: str(teclas.get(c) or t) for c, t in DE_FABRICA.items()}
    return dict(DE_FABRICA) if faltas_en(mezcla) else mezcla


def estan_activos(guardado: object) -> bool:
    """Si la persona los encendió."""
    return isinstance(guardado, dict) and guardado.get("activos") is True


def guardable(*, activos: bool, teclas: Mapping[str, str]) -> dict[str, Any]:
    """Lo que se guarda de la persona: si están encendidos y la tecla de cada uno."""
    return {"activos": activos, "teclas": {c: teclas[c] for c in DE_FABRICA}}


def faltas_en(teclas: Mapping[str, str]) -> dict[str, str]:
    """Por cada atajo cuya tecla no sirve, por qué: una sola, que se vea, y que no se repita.

    Mayúscula y minúscula son la misma: con el bloqueo de mayúsculas puesto sirven igual.
    """
    faltas: dict[str, str] = {}
    usadas: dict[str, str] = {}
    nombres = {a.codigo: a.nombre for a in ATAJOS}
    for codigo, tecla in teclas.items():
        if len(tecla) != 1 or not tecla.isprintable() or tecla.isspace():
            faltas[codigo] = "Escriba una sola tecla: una letra, un número o un signo."
        elif (otra := usadas.get(tecla.casefold())) is not None:
            faltas[codigo] = f"Esa tecla ya es de «{nombres.get(otra, otra)}»."
        else:
            usadas[tecla.casefold()] = codigo
    return faltas
