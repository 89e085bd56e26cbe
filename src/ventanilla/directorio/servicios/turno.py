"""El turno de quien cambia la entidad: estructura, días, ajustes, reglamento, TRD, gente y cargos."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError

from ventanilla.comun.errores import Cambiado
from ventanilla.comun.transaccion import escritura, hacer_fila

A_LA_VEZ = "Otra persona cambió lo mismo en este instante. Vuelva a intentarlo."


def tomar_la_entidad() -> None:
    """Uno a la vez: el segundo espera y decide con lo que dejó el primero.

    Es una sola fila para todo, y va antes de tocar nada: cerrar una dependencia termina cargos, y un
    archivo trae de todo; con una fila por materia dos podrían esperarse el uno al otro.
    """
    hacer_fila("entidad")


@contextmanager
def como_se_comparo() -> Iterator[None]:
    """Escribe lo que se comparó antes de tomar el turno.

    Raises:
        Cambiado: si entre tanto otra persona creó lo mismo; no queda nada escrito.
    """
    try:
        with escritura(punto=True):
            yield
    except IntegrityError as error:
        raise Cambiado(A_LA_VEZ) from error
