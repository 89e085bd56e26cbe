"""Los atajos de teclado de una persona."""

from collections.abc import Mapping
from datetime import datetime

from ventanilla.comun.actores import Actor
from ventanilla.comun.errores import DatosInvalidos, Falta, SinPermiso
from ventanilla.comun.transaccion import escritura
from ventanilla.directorio.models import Usuario
from ventanilla.directorio.reglas.teclado import DE_FABRICA, faltas_en, guardable


def guardar_atajos(
    usuario: Usuario,
    *,
    activos: bool,
    teclas: Mapping[str, str],
    actor: Actor,
    ahora: datetime,
) -> Usuario:
    """Los enciende o apaga, y guarda la tecla de cada uno. No deja asiento: es un gusto propio.

    Raises:
        SinPermiso: si no son los suyos.
        DatosInvalidos: si una tecla no sirve o está repetida; el campo es el código del atajo.
    """
    if actor.usuario_id != usuario.pk:
        raise SinPermiso("Cada quien cambia sus propios atajos.")
    todas = {c: teclas.get(c, "").strip() for c in DE_FABRICA}
    if faltas := faltas_en(todas):
        raise DatosInvalidos([Falta(campo, frase) for campo, frase in faltas.items()])
    with escritura():
        usuario.atajos = guardable(activos=activos, teclas=todas)
        usuario.save(update_fields=["atajos"])
    return usuario
