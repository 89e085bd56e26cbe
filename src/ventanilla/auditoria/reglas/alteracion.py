"""Lo que una revisión encuentra."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Alteracion:
    """Algo que no es como se escribió.

    `objeto`: a qué le pasó, como se le nombra a una persona («petición 2026-000123», «sello 4»).
    `fila`: dónde está («auditoria.Asiento 812», «sellos.txt», «archivos/ab/cd/abcd…»).
    `que`: qué tiene, en una frase.
    """

    objeto: str
    fila: str
    que: str
