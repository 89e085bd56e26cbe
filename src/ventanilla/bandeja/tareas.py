"""Lo de la bandeja que corre aparte; se puede repetir."""

from ventanilla.bandeja.servicios.heredar import heredar_filtros
from ventanilla.comun.cola import tarea
from ventanilla.comun.reloj import ahora


@tarea("bandeja.heredar_filtros")
def heredar() -> int:
    """Pasa a la sucesora los filtros compartidos de las dependencias que se cerraron."""
    return heredar_filtros(ahora=ahora())
