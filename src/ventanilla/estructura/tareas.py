"""Lo que un cambio de la entidad mueve y corre aparte; cada tarea se puede repetir."""

from ventanilla.comun.cola import tarea
from ventanilla.comun.reloj import ahora
from ventanilla.estructura.servicios.dias import aplicar_dias
from ventanilla.estructura.servicios.entregar_cargos import entregar_cargos
from ventanilla.estructura.servicios.mudar import mudar_abiertas


@tarea("estructura.entregar_cargos", lenta=True)
def entregar() -> dict[str, int]:
    """Avisa los cargos que terminan y devuelve a la jefatura lo de quien ya terminó, cada noche."""
    return entregar_cargos(ahora=ahora())


@tarea("estructura.mudar", lenta=True)
def mudar() -> int:
    """Pasa a su sucesora lo abierto de las dependencias que se cerraron, una tanda cada vez."""
    return mudar_abiertas(ahora=ahora())


@tarea("estructura.aplicar_dias", lenta=True)
def aplicar() -> int:
    """Vuelve a contar las abiertas por los días no hábiles recién declarados o revocados."""
    return aplicar_dias(ahora=ahora())
