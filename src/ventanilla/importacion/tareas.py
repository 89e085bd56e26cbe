"""Lo que el obrero hace con las importaciones; cada tarea se puede repetir."""

from datetime import timedelta

from ventanilla.comun.cola import tarea
from ventanilla.comun.reloj import ahora
from ventanilla.importacion.servicios.soltar import soltar_archivos
from ventanilla.importacion.servicios.trabajar import retomar, trabajar

# Lo que espera detrás de una importación de horas: a lo sumo esto, y lo que tarde un lote.
TAJADA = timedelta(seconds=20)


@tarea("importacion.trabajar", lenta=True)
def trabajar_una(traida: int, cita: str = "") -> bool:
    """Prueba o trae una importación, según lo que espere, y deja encolado lo que falte."""
    return trabajar(traida, reloj=ahora, cita=cita, tajada=TAJADA)


@tarea("importacion.soltar_archivos")
def soltar_los_viejos() -> int:
    """Borra cada noche los archivos subidos cuyo tiempo pasó; devuelve cuántos."""
    return soltar_archivos(ahora=ahora())


@tarea("importacion.retomar")
def retomar_las_quietas() -> int:
    """Vuelve a encolar las que quedaron sin obrero, cada minuto."""
    return retomar(ahora=ahora())
