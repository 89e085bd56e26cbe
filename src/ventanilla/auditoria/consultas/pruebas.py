"""La prueba que una persona puede llevarse: su asiento está en un sello publicado."""

from collections.abc import Mapping
from typing import Any

from ventanilla.auditoria.consultas.sellos import linea_de, llave_publica
from ventanilla.auditoria.models import Asiento, HojaSello
from ventanilla.auditoria.reglas import merkle
from ventanilla.auditoria.reglas.libro import Linea
from ventanilla.auditoria.reglas.prueba import armar_prueba, falla_de_prueba
from ventanilla.comun.reloj import en_bogota


def linea_del_asiento(asiento: Asiento) -> Linea:
    """Lo que el asiento dice, como se firmó."""
    return Linea(
        objeto=asiento.objeto,
        orden=asiento.orden,
        momento=en_bogota(asiento.momento).isoformat(timespec="microseconds"),
        actor=asiento.actor,
        hecho=asiento.hecho,
        previo=asiento.previo,
        sal=asiento.sal,
        contenido=asiento.contenido,
    )


def prueba_de_inclusion(asiento: Asiento) -> dict[str, Any] | None:
    """JSON con el asiento, su camino en el árbol y el sello firmado; `None` si no está sellado."""
    hoja = HojaSello.objects.select_related("sello").filter(asiento_id=asiento.pk).first()
    if hoja is None:
        return None
    hashes = HojaSello.objects.filter(sello=hoja.sello).order_by("posicion")
    datos = [h.encode() for h in hashes.values_list("asiento_hash", flat=True)]
    return armar_prueba(
        linea_del_asiento(asiento),
        linea_de(hoja.sello),
        posicion=hoja.posicion,
        camino=merkle.camino(hoja.posicion, datos),
        publica=llave_publica(),
    )


def comprobar_prueba(prueba: Mapping[str, Any]) -> str:
    """Por qué la prueba no vale contra la llave de esta entidad; vacío si vale."""
    return falla_de_prueba(prueba, publica=llave_publica())
