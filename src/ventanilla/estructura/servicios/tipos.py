"""Agregar y cambiar tipos documentales en la pantalla. Nunca se borran: se dejan de ofrecer."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ventanilla.comun.actores import Actor
from ventanilla.comun.errores import DatosInvalidos, Falta
from ventanilla.comun.transaccion import escritura
from ventanilla.directorio.reglas.cambios import Cambio
from ventanilla.directorio.reglas.edicion import cambio_de
from ventanilla.directorio.reglas.fichas import de_formulario, leer_ficha
from ventanilla.directorio.servicios.exigir import exigir_que_administre
from ventanilla.directorio.servicios.turno import tomar_la_entidad
from ventanilla.estructura.consultas.tipos import tipos_actuales
from ventanilla.estructura.reglas.tipos import TIPO
from ventanilla.peticiones.models import TipoDocumental
from ventanilla.peticiones.servicios.tipos import aplicar_tipos


def crear_tipo(datos: Mapping[str, Any], *, actor: Actor, ahora: datetime) -> str:
    """Agrega un tipo documental con las mismas reglas del archivo y da su código.

    Raises:
        SinPermiso: si no administra.
        DatosInvalidos: si algo no sirve o el código ya existe.
    """
    exigir_que_administre(actor)
    revisado = _revisado(datos)
    codigo = str(revisado["codigo"])
    with escritura():
        tomar_la_entidad()
        if TipoDocumental.objects.filter(codigo=codigo).exists():
            raise DatosInvalidos([Falta("codigo", f"El código {codigo} ya lo tiene otro tipo.")])
        aplicar_tipos([Cambio("tipo", (codigo,), True, {}, revisado)], actor=actor, ahora=ahora)
    return codigo


def editar_tipo(
    codigo: str,
    datos: Mapping[str, Any],
    *,
    leido: Mapping[str, Any],
    actor: Actor,
    ahora: datetime,
) -> bool:
    """Cambia un tipo documental; su código no. Da falso si no había nada distinto.

    Las peticiones que ya lo tienen lo conservan, también si se retira.

    Raises:
        SinPermiso: si no administra.
        DatosInvalidos: si algo no sirve.
        OtraPersonaCambio: si alguien cambió lo mismo entre tanto; trae lo que quedó.
    """
    exigir_que_administre(actor)
    llave = (codigo,)
    cambio = cambio_de(
        "tipo", llave, escrito=_revisado(datos), leido=leido, actual=tipos_actuales()[llave]
    )
    if cambio is None:
        return False
    aplicar_tipos([cambio], actor=actor, ahora=ahora)
    return True


def _revisado(datos: Mapping[str, Any]) -> Mapping[str, Any]:
    faltas: list[Falta] = []
    ficha = leer_ficha(datos, TIPO, "El tipo", faltas)
    if faltas:
        raise DatosInvalidos([de_formulario(f) for f in faltas])
    return ficha.datos
