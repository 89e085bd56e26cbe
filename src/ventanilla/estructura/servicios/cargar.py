"""Cargar la entidad desde un archivo: lo planeado queda todo o no queda nada."""

from datetime import datetime

from ventanilla.archivo.servicios.trd import aplicar_trd
from ventanilla.comun.actores import Actor
from ventanilla.comun.cola import encolar
from ventanilla.comun.transaccion import escritura
from ventanilla.correspondencia.servicios import dar_la_bienvenida
from ventanilla.directorio.models import Usuario
from ventanilla.directorio.servicios.estructura import aplicar_estructura
from ventanilla.estructura.consultas.plan import Plan
from ventanilla.peticiones.servicios.tipos import aplicar_tipos


def aplicar(plan: Plan, *, actor: Actor, ahora: datetime, con_correo: bool = True) -> list[Usuario]:
    """Hace lo planeado: queda todo o no queda nada.

    Los días y los ajustes nuevos los aplica después el obrero, igual que los de la pantalla: vuelve a contar las
    abiertas y cada una anota su cambio. Lo de una dependencia que termina lo pasa también el obrero.

    Con `con_correo`, a cada persona nueva le queda por enviar un correo que le dice cómo entrar.

    Returns:
        Las personas nuevas.

    Raises:
        Cambiado: si algo cambió después de planear.
    """
    with escritura():
        nuevas = aplicar_estructura(plan.comparacion.cambios, actor=actor, ahora=ahora)
        aplicar_tipos(plan.tipos, actor=actor, ahora=ahora)
        aplicar_trd(plan.trd, actor=actor, ahora=ahora)
        if plan.muestra is not None:
            encolar("estructura.aplicar_dias")
        if any(c.clase == "dependencia" and c.despues.get("hasta") for c in plan.cambios):
            encolar("estructura.mudar")
        if con_correo:
            dar_la_bienvenida(nuevas, ahora=ahora)
    return nuevas
