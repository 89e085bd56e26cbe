"""Preparar, adoptar y retirar una versión de la TRD, con los tipos que abren en cada serie."""

from datetime import datetime

from ventanilla.archivo.consultas.trd import ultima_adoptada
from ventanilla.archivo.models import VersionTrd
from ventanilla.archivo.reglas.version_trd import Adopcion
from ventanilla.archivo.servicios.borrador_trd import adoptar_trd, empezar_borrador_trd
from ventanilla.archivo.servicios.retirar_trd import retirar_trd
from ventanilla.comun.actores import Actor
from ventanilla.comun.transaccion import escritura
from ventanilla.estructura.consultas.trd import abren_en, nombres_de_tipos
from ventanilla.peticiones.servicios.tipos import poner_trd_a_regir


def empezar_trd(*, actor: Actor) -> VersionTrd:
    """El borrador de la versión siguiente, con los tipos que hoy abren en cada serie.

    Raises:
        SinPermiso: si no administra.
    """
    base = ultima_adoptada()
    return empezar_borrador_trd(base=base, abren=abren_en(base), actor=actor)


def adoptar_y_poner(
    borrador: VersionTrd, *, adopcion: Adopcion, edicion: int, actor: Actor, ahora: datetime
) -> None:
    """La adopta y, si ya rige, lleva a sus series los tipos documentales.

    Raises:
        SinPermiso: si no administra.
        DatosInvalidos: qué corregir; no se escribió nada.
        Cambiado: si alguien cambió el borrador después de que usted lo revisó.
    """
    with escritura():
        adoptar_trd(
            borrador,
            adopcion=adopcion,
            tipos=tuple(nombres_de_tipos()),
            edicion=edicion,
            actor=actor,
            ahora=ahora,
        )
        poner_trd_a_regir(ahora=ahora, actor=actor)


def retirar_y_corregir(
    version: VersionTrd, *, motivo: str, corregir: bool, actor: Actor, ahora: datetime
) -> None:
    """La retira antes de que rija y, con `corregir`, deja sus series en un borrador.

    Si ya se prepara otra versión, esa se conserva como está.

    Raises:
        SinPermiso: si no administra.
        DatosInvalidos: si falta el motivo; no se escribió nada.
        Cambiado: si ya rige, o alguien la retiró antes.
    """
    with escritura():
        if corregir:
            empezar_borrador_trd(base=version, abren=abren_en(version), actor=actor)
        retirar_trd(version, motivo=motivo, actor=actor, ahora=ahora)
