"""Lo que el obrero hace con las importaciones; cada tarea se puede repetir."""

from ventanilla.comun.cola import tarea
from ventanilla.comun.reloj import ahora
from ventanilla.importacion.servicios.trabajar import retomar, trabajar


@tarea("importacion.trabajar", lenta=True)
def trabajar_una(traida: int) -> bool:
    """Prueba o trae una importación, según lo que espere."""
    return trabajar(traida, reloj=ahora)


@tarea("importacion.retomar")
def retomar_las_quietas() -> int:
    """Vuelve a encolar las que quedaron sin obrero, cada minuto."""
    return retomar(ahora=ahora())
