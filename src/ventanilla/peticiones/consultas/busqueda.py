"""La búsqueda por palabras: el índice de texto es la única puerta."""

from django.db.models import QuerySet

from ventanilla.comun.indice_texto import con_fichas, hay_tantas
from ventanilla.peticiones.models import Peticion
from ventanilla.peticiones.reglas.busqueda import fichas

# Si unas palabras están en tantas, no se reúnen todas para ordenarlas: se recorre la lista.
MUCHAS = 5000


def con_palabras(
    filas: QuerySet[Peticion], palabras: str, *, una_por_una: bool = False
) -> QuerySet[Peticion]:
    """Las que llevan todas esas palabras; el número impreso también está entre sus palabras.

    `una_por_una` conviene si las palabras están en muchísimas y
    solo se van a leer las primeras.
    """
    dadas = palabras.strip()[:200]
    if not dadas:
        return filas
    buscadas = fichas(dadas).split()
    if not buscadas:
        return filas.none()
    return con_fichas(filas, "busqueda", buscadas, una_por_una=una_por_una)


def son_muchas(palabras: str) -> bool:
    """Si las llevan tantas peticiones que conviene mirarlas una por una."""
    buscadas = fichas(palabras.strip()[:200]).split()
    return bool(buscadas) and hay_tantas(Peticion, "busqueda", buscadas, MUCHAS)
