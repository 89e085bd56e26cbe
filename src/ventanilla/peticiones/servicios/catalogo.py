"""Crear y actualizar los tipos documentales. Nunca borra: uno que ya no se usa se pone inactivo."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from ventanilla.auditoria.servicios import asentar
from ventanilla.comun.actores import Actor
from ventanilla.comun.errores import DatosInvalidos, Falta
from ventanilla.comun.transaccion import escritura
from ventanilla.directorio.models import Dependencia
from ventanilla.directorio.reglas.cambios import Cambio
from ventanilla.directorio.reglas.edicion import cambio_de
from ventanilla.directorio.reglas.fichas import de_formulario, leer_ficha
from ventanilla.directorio.servicios.estructura import actualizar
from ventanilla.directorio.servicios.exigir import exigir_que_administre
from ventanilla.peticiones.consultas.catalogo import tipos_actuales
from ventanilla.peticiones.models import TipoDocumental
from ventanilla.peticiones.reglas.catalogo import TIPO

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


def crear_tipo(datos: Mapping[str, Any], *, actor: Actor, ahora: datetime) -> str:
    """Agrega un tipo documental con las mismas reglas del archivo y da su código.

    Raises:
        SinPermiso: si no administra.
        DatosInvalidos: si algo no sirve o el código ya existe.
    """
    exigir_que_administre(actor)
    revisado = _revisado(datos)
    codigo = str(revisado["codigo"])
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


def _a_columnas(
    datos: Mapping[str, Any], *, dependencias: Mapping[str, int | None]
) -> dict[str, Any]:
    return {
        _COLUMNAS.get(campo, campo): dependencias[valor] if campo == "dependencia" else valor
        for campo, valor in datos.items()
    }
