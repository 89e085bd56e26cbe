"""Revisar mientras se atiende: lo que alguien está cambiando se mira otra vez."""

from collections.abc import Callable

from ventanilla.auditoria.models import Cadena
from ventanilla.auditoria.reglas.alteracion import Alteracion

_MIRADAS = 5


def en_quietud(objeto: str, mirar: Callable[[], list[Alteracion]]) -> list[Alteracion]:
    """Lo que `mirar` halla sin que la cadena de `objeto` crezca mientras mira.

    Una fila leída antes de un cambio y su asiento leído después parecen no coincidir. Si nunca
    deja de crecer, no se nombra nada: la próxima revisión lo verá.
    """
    for _ in range(_MIRADAS):
        antes = _largo(objeto)
        malas = mirar()
        if not malas or _largo(objeto) == antes:
            return malas
    return []


def _largo(objeto: str) -> int | None:
    return Cadena.objects.filter(objeto=objeto).values_list("largo", flat=True).first()
