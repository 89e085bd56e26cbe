"""El trabajo de la correspondencia que corre aparte."""

from ventanilla.comun.cola import tarea
from ventanilla.comun.reloj import ahora
from ventanilla.correspondencia.servicios.despachar import despachar, despachar_pendientes
from ventanilla.correspondencia.servicios.enviar_sellos import enviar_sellos


@tarea("correspondencia.despachar")
def despachar_envio(envio: int) -> None:
    """Despacha un envío recién preparado."""
    despachar(envio, ahora=ahora())


@tarea("correspondencia.despachar_pendientes")
def despachar_lo_pendiente() -> int:
    """Barre lo que quedó por salir, cada minuto: la fila es la verdad y el aviso se puede perder."""
    return despachar_pendientes(ahora=ahora())


@tarea("correspondencia.enviar_sellos")
def enviar_sellos_nuevos() -> int:
    """Deja por enviar a Control Interno los sellos que no tiene."""
    return enviar_sellos(ahora=ahora())
