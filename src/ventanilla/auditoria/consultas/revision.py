"""Revisar el libro entero: asientos, cadenas, hojas, sellos y sus copias de afuera."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from ventanilla.auditoria.consultas.revision_asientos import (
    cadenas_vacias,
    hojas_sin_asiento,
    revisar_asientos,
)
from ventanilla.auditoria.consultas.revision_sellos import (
    comparar_con_copia,
    comparar_con_el_archivo,
    revisar_sellos,
)
from ventanilla.auditoria.reglas.alteracion import Alteracion


@dataclass
class RevisionDelLibro:
    """Lo que se contó y lo que no está como se escribió."""

    asientos: int = 0
    sellos: int = 0
    pendientes: int = 0
    alteraciones: list[Alteracion] = field(default_factory=list)


def revisar_libro(
    *, contra: Path | None = None, avance: Callable[[int], None] = lambda _: None
) -> RevisionDelLibro:
    """Lee todo el libro sin detener el servicio y dice qué fue cambiado, borrado o agregado.

    Cada lectura es una sola consulta (una foto de la base), así que lo que se asienta o se sella
    mientras tanto no confunde.

    Args:
        contra: copia de `sellos.txt` guardada por otra persona.
        avance: recibe cuántos asientos van.

    Raises:
        SinSellos: si `contra` no trae ningún sello.
        OSError: si `contra` no se puede leer.
    """
    libro = RevisionDelLibro()
    for asiento in revisar_asientos():
        libro.asientos += 1
        libro.pendientes += asiento.esta_pendiente
        libro.alteraciones += asiento.alteraciones
        if libro.asientos % 1000 == 0:
            avance(libro.asientos)
    libro.alteraciones += cadenas_vacias()
    libro.alteraciones += hojas_sin_asiento()
    guardados, alteraciones = revisar_sellos()
    libro.sellos = len(guardados)
    libro.alteraciones += alteraciones
    libro.alteraciones += comparar_con_el_archivo(guardados)
    if contra is not None:
        libro.alteraciones += comparar_con_copia(guardados, contra)
    return libro
