"""Cerrar la cuenta de quien se va, sin que nada de lo que tenía quede en el aire."""

from datetime import datetime

from ventanilla.comun.actores import Actor
from ventanilla.directorio.models import Usuario
from ventanilla.directorio.servicios.personas import desactivar
from ventanilla.estructura.servicios.entregar_cargos import entregar_lo_de


def retirar_persona(usuario: Usuario, *, motivo: str, actor: Actor, ahora: datetime) -> int:
    """Cierra la cuenta y pasa a cada jefatura lo que esa persona tenía abierto; dice cuánto.

    Primero se cierra: nadie le asigna nada mientras se entrega. Lo que no alcance a pasar en este
    momento lo pasa la tarea de cada noche.

    Raises:
        SinPermiso: si `actor` no administra o es su propia cuenta.
        DatosInvalidos: si falta el motivo.
        SinQuienAdministre: si no quedaría quien administre.
    """
    desactivar(usuario, motivo=motivo, actor=actor, ahora=ahora)
    return entregar_lo_de(usuario, ahora=ahora)
