"""El trabajo de las peticiones que corre aparte; cada tarea se puede repetir."""

from ventanilla.comun.cola import tarea
from ventanilla.comun.reloj import ahora
from ventanilla.peticiones.servicios.alcances import componer_alcances
from ventanilla.peticiones.servicios.componer import componer_pendientes, componer_respuesta
from ventanilla.peticiones.servicios.componer_oficio import (
    componer_oficio,
    componer_oficios_pendientes,
)
from ventanilla.peticiones.servicios.enviar_alcance import notificar_alcances
from ventanilla.peticiones.servicios.expedientes import poner_expedientes_al_dia
from ventanilla.peticiones.servicios.notificar import notificar_pendientes
from ventanilla.peticiones.servicios.notificar_oficio import notificar_oficios
from ventanilla.peticiones.servicios.recordar_partes import recordar_partes
from ventanilla.peticiones.servicios.revisar_relojes import revisar_relojes


@tarea("peticiones.componer_respuesta")
def componer(respuesta: int) -> None:
    """Compone el PDF de una respuesta recién firmada."""
    componer_respuesta(respuesta, ahora=ahora())


@tarea("peticiones.componer_oficio")
def componer_un_oficio(oficio: int) -> None:
    """Compone el PDF de un oficio recién firmado y lo deja por enviar."""
    componer_oficio(oficio, ahora=ahora())


@tarea("peticiones.componer_pendientes")
def componer_lo_pendiente() -> int:
    """Barre las respuestas y los oficios firmados a los que les falta el PDF, cada minuto."""
    momento = ahora()
    respuestas = componer_pendientes(ahora=momento) + componer_alcances(ahora=momento)
    return respuestas + componer_oficios_pendientes(ahora=momento)


@tarea("peticiones.componer_alcances")
def componer_los_alcances() -> int:
    """Compone el PDF de un alcance recién firmado, y de los que falten."""
    return componer_alcances(ahora=ahora())


@tarea("peticiones.notificar_pendientes")
def notificar() -> int:
    """Cierra las que ya tienen prueba de notificación, cada minuto."""
    momento = ahora()
    respuestas = notificar_pendientes(ahora=momento) + notificar_alcances(ahora=momento)
    return respuestas + notificar_oficios(ahora=momento)


@tarea("peticiones.revisar_relojes", lenta=True)
def revisar() -> int:
    """Compara los relojes guardados con los que hoy se computan, cada noche."""
    return len(revisar_relojes(ahora=ahora()))


@tarea("peticiones.expedientes")
def expedientes() -> int:
    """Pone al día, cada minuto, los expedientes de las peticiones en que pasó algo."""
    return poner_expedientes_al_dia(ahora=ahora())


@tarea("peticiones.recordar_partes")
def recordar() -> int:
    """Les recuerda a las dependencias las partes que se les vencen, cada mañana."""
    return recordar_partes(ahora=ahora())
