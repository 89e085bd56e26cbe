"""Los tipos documentales: cambiarlos, y llevarlos a la TRD que empieza a regir.

Ninguno se borra: uno que ya no se usa se pone inactivo.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from ventanilla.archivo.consultas.trd import series_de
from ventanilla.archivo.models import VersionTrd
from ventanilla.auditoria.servicios import asentar
from ventanilla.comun.actores import SISTEMA, Actor
from ventanilla.comun.reloj import en_bogota
from ventanilla.comun.transaccion import escritura
from ventanilla.directorio.models import Dependencia
from ventanilla.directorio.reglas.cambios import Cambio
from ventanilla.directorio.servicios.estructura import actualizar
from ventanilla.directorio.servicios.turno import como_se_comparo, tomar_la_entidad
from ventanilla.peticiones.models import TipoDocumental

_COLUMNAS = {"clase": "clase_por_defecto", "dependencia": "dependencia_por_defecto_id"}


def aplicar_tipos(cambios: Iterable[Cambio], *, actor: Actor, ahora: datetime) -> None:
    """Hace los cambios, todos o ninguno, y deja un asiento por cada uno.

    Las dependencias que nombran ya deben existir.

    Raises:
        Cambiado: si otra persona cambió algo después de comparar; no se escribió nada.
    """
    with escritura():
        tomar_la_entidad()
        codigos = {"": None, **dict(Dependencia.objects.values_list("codigo", "pk"))}
        traducir = partial(_a_columnas, dependencias=codigos)
        for cambio in cambios:
            (codigo,) = cambio.llave
            if cambio.es_nuevo:
                with como_se_comparo():
                    TipoDocumental.objects.create(**traducir(cambio.despues))
            else:
                actualizar(TipoDocumental.objects.filter(codigo=codigo), cambio, traducir)
            asentar(
                f"tipo-documental:{codigo}",
                "creado" if cambio.es_nuevo else "cambiado",
                actor=actor,
                ahora=ahora,
                contenido=dict(cambio.despues),
            )


def poner_trd_a_regir(*, ahora: datetime, actor: Actor = SISTEMA) -> int:
    """Lleva los tipos documentales a las series de la versión que empieza a regir; dice cuántos.

    Se puede repetir: lo ya llevado no se toca.
    """
    hoy = en_bogota(ahora).date()
    llegadas = VersionTrd.objects.filter(por_regir=True, desde__lte=hoy).order_by("desde", "id")
    llevados = 0
    for version in llegadas:
        with escritura():
            tomar_la_entidad()
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


def _a_columnas(
    datos: Mapping[str, Any], *, dependencias: Mapping[str, int | None]
) -> dict[str, Any]:
    return {
        _COLUMNAS.get(campo, campo): dependencias[valor] if campo == "dependencia" else valor
        for campo, valor in datos.items()
    }
