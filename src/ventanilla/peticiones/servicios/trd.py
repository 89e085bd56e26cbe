"""Adoptar una versión de la TRD y, cuando empieza a regir, llevar a ella los tipos documentales."""

from datetime import datetime

from ventanilla.archivo.consultas.trd import series_de, ultima_adoptada
from ventanilla.archivo.models import VersionTrd
from ventanilla.archivo.reglas.version_trd import Adopcion
from ventanilla.archivo.servicios.borrador_trd import adoptar_trd, empezar_borrador_trd
from ventanilla.comun.actores import SISTEMA, Actor
from ventanilla.comun.reloj import en_bogota
from ventanilla.comun.transaccion import escritura
from ventanilla.directorio.reglas.cambios import Cambio
from ventanilla.peticiones.consultas.trd import abren_en, nombres_de_tipos
from ventanilla.peticiones.models import TipoDocumental
from ventanilla.peticiones.servicios.catalogo import aplicar_tipos


def empezar_trd(*, actor: Actor) -> VersionTrd:
    """El borrador de la versión siguiente, con los tipos que hoy abren en cada serie.

    Raises:
        SinPermiso: si no administra.
    """
    return empezar_borrador_trd(abren=abren_en(ultima_adoptada()), actor=actor)


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


def poner_trd_a_regir(*, ahora: datetime, actor: Actor = SISTEMA) -> int:
    """Lleva los tipos documentales a las series de la versión que empieza a regir; dice cuántos.

    Se puede repetir: lo ya llevado no se toca.
    """
    hoy = en_bogota(ahora).date()
    llegadas = VersionTrd.objects.filter(por_regir=True, desde__lte=hoy).order_by("desde", "id")
    llevados = 0
    for version in llegadas:
        with escritura():
            tomada = VersionTrd.objects.filter(pk=version.pk, por_regir=True).update(
                por_regir=False
            )
            if tomada:
                cambios = _cambios(version)
                aplicar_tipos(cambios, actor=actor, ahora=ahora)
                llevados += len(cambios)
    return llevados


def _cambios(version: VersionTrd) -> list[Cambio]:
    destinos = {codigo: s.codigo for s in series_de(version) for codigo in s.abren}
    hay = dict(TipoDocumental.objects.values_list("codigo", "serie_trd"))
    return [
        Cambio("tipo", (codigo,), False, {"serie_trd": hay[codigo]}, {"serie_trd": destino})
        for codigo, destino in sorted(destinos.items())
        if codigo in hay and hay[codigo] != destino
    ]
