"""Cargar una versión de la TRD. Nunca borra: la versión nueva cierra la anterior."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from ventanilla.archivo.consultas.trd import huella_de_trd
from ventanilla.archivo.models import SerieDocumental, VersionTrd
from ventanilla.auditoria.servicios import asentar
from ventanilla.comun.actores import Actor
from ventanilla.comun.transaccion import escritura
from ventanilla.directorio.models import Dependencia
from ventanilla.directorio.reglas.cambios import Cambio
from ventanilla.directorio.servicios.estructura import actualizar
from ventanilla.directorio.servicios.turno import como_se_comparo, tomar_la_entidad


def aplicar_trd(cambios: Iterable[Cambio], *, actor: Actor, ahora: datetime) -> None:
    """Hace los cambios de clase «trd» y «serie», todos o ninguno, con un asiento por cada uno.

    Raises:
        Cambiado: si otra persona cambió algo después de comparar; no se escribió nada.
    """
    with escritura():
        tomar_la_entidad()
        with como_se_comparo():
            _cargar(cambios, actor=actor, ahora=ahora)


def _cargar(cambios: Iterable[Cambio], *, actor: Actor, ahora: datetime) -> None:
    tocadas = set()
    for cambio in cambios:
        tocadas.add(cambio.llave[0])
        if cambio.clase == "trd":
            _version(cambio)
        else:
            _serie(cambio)
        contenido = {c: v.isoformat() if c == "desde" else v for c, v in cambio.despues.items()}
        asentar(
            ":".join(("trd", *map(str, cambio.llave[:2]))),
            "adoptada" if cambio.es_nuevo else "cambiada",
            actor=actor,
            ahora=ahora,
            contenido=contenido,
        )
    for version in VersionTrd.objects.filter(numero__in=tocadas).order_by("pk"):
        asentar(
            f"trd:{version.numero}",
            "cargada",
            actor=actor,
            ahora=ahora,
            contenido={"sha256": huella_de_trd(version)},
        )


def cerrar_la_anterior(desde: date) -> None:
    """La versión que regía deja de hacerlo el día antes de que empiece la nueva."""
    VersionTrd.objects.filter(
        estado=VersionTrd.Estado.ADOPTADA, hasta__isnull=True, desde__lt=desde
    ).update(hasta=desde - timedelta(days=1))


def _version(cambio: Cambio) -> None:
    (numero,) = cambio.llave
    if not cambio.es_nuevo:
        actualizar(VersionTrd.objects.filter(numero=numero), _con(cambio, {"version": "numero"}))
        return
    desde = cambio.despues["desde"]
    cerrar_la_anterior(desde)
    VersionTrd.objects.create(numero=numero, acto=cambio.despues["acto"], desde=desde)


def _serie(cambio: Cambio) -> None:
    numero, codigo, nombre = cambio.llave
    version = VersionTrd.objects.get(numero=numero)
    columnas = _columnas(cambio.despues, version)
    if cambio.es_nuevo:
        SerieDocumental.objects.create(version=version, **columnas)
        return
    SerieDocumental.objects.filter(version=version, codigo=codigo, nombre=nombre).update(**columnas)


def _columnas(datos: Mapping[str, Any], version: VersionTrd) -> dict[str, Any]:
    salida = dict(datos)
    if "madre" in salida:
        madre = salida.pop("madre")
        salida["madre"] = version.series.filter(codigo=madre, madre=None).first() if madre else None
    if "dependencia" in salida:
        codigo = salida.pop("dependencia")
        salida["dependencia"] = Dependencia.objects.filter(codigo=codigo).first()
    return salida


def _con(cambio: Cambio, nombres: Mapping[str, str]) -> Cambio:
    """El mismo cambio, con los nombres de las columnas."""
    antes, despues = (
        {nombres.get(c, c): v for c, v in datos.items()} for datos in (cambio.antes, cambio.despues)
    )
    return Cambio(cambio.clase, cambio.llave, cambio.es_nuevo, antes, despues)
