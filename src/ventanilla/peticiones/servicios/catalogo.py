"""Crear y actualizar los tipos documentales. Nunca borra: uno que ya no se usa se pone inactivo."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from ventanilla.auditoria.servicios import asentar
from ventanilla.comun.actores import Actor
from ventanilla.comun.transaccion import escritura
from ventanilla.directorio.models import Dependencia
from ventanilla.directorio.reglas.cambios import Cambio
from ventanilla.directorio.servicios.estructura import actualizar
from ventanilla.peticiones.models import TipoDocumental

_COLUMNAS = {"clase": "clase_por_defecto", "dependencia": "dependencia_por_defecto_id"}


def aplicar_tipos(cambios: Iterable[Cambio], *, actor: Actor, ahora: datetime) -> None:
    """Hace los cambios, todos o ninguno, y deja un asiento por cada uno.

    Las dependencias que nombran ya deben existir.

    Raises:
        Cambiado: si otra persona cambió algo después de comparar; no se escribió nada.
    """
    with escritura():
        codigos = {"": None, **dict(Dependencia.objects.values_list("codigo", "pk"))}
        traducir = partial(_a_columnas, dependencias=codigos)
        for cambio in cambios:
            (codigo,) = cambio.llave
            if cambio.es_nuevo:
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


def _a_columnas(
    datos: Mapping[str, Any], *, dependencias: Mapping[str, int | None]
) -> dict[str, Any]:
    return {
        _COLUMNAS.get(campo, campo): dependencias[valor] if campo == "dependencia" else valor
        for campo, valor in datos.items()
    }
