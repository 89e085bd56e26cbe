"""Cómo quedaría la cara de la entidad antes de guardarla: en la página y en el membrete."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.urls import reverse

from ventanilla.archivo.reglas.escudo import reparos_de
from ventanilla.comun import enlaces
from ventanilla.directorio.consultas import entidad
from ventanilla.documentos.datos import DatosEntidad, DatosRespuesta, Firma
from ventanilla.documentos.servicios import respuesta, texto_a_bloques
from ventanilla.peticiones.consultas.membrete import membrete

_CUERPO = (
    "Así se ve un oficio con este escudo y estos datos. Es una muestra: no tiene número ni firma, y no "
    "queda guardada."
)


@dataclass(frozen=True)
class Prueba:
    """Lo que se enseña: el escudo como dirección, lo que conviene saber y la hoja de color."""

    nombre: str
    escudo: str
    escudo_visto: str
    reparos: tuple[str, ...]
    hoja: str


def prueba_de(datos: Mapping[str, Any], imagen: bytes | None, *, sin_escudo: bool) -> Prueba:
    """La prueba con esos textos, ya revisados, y ese escudo; sin imagen nueva, el que hay."""
    visto = base64.b64encode(imagen).decode() if imagen else ""
    de_hoy = "" if sin_escudo else entidad().escudo
    color = str(datos.get("color", ""))
    return Prueba(
        nombre=str(datos.get("nombre", "")),
        escudo=f"data:image/png;base64,{visto}" if visto else de_hoy,
        escudo_visto=visto,
        reparos=reparos_de(imagen) if imagen else (),
        hoja=reverse(enlaces.COLORES, args=[color[1:]]) if color else "",
    )


def muestra_del_membrete(
    datos: Mapping[str, Any], imagen: bytes | None, *, sin_escudo: bool, ahora: datetime
) -> bytes:
    """Un oficio de muestra en PDF. Levanta `ErrorDocumento`."""
    de_hoy = membrete()
    nuevos = {
        c: str(datos[c])
        for c in ("nombre", "nit", "direccion", "telefono", "correo", "sitio", "horario")
        if c in datos
    }
    quien: DatosEntidad = replace(
        de_hoy,
        **nuevos,
        municipio=str(datos.get("ciudad", de_hoy.municipio)),
        escudo=imagen or (None if sin_escudo else de_hoy.escudo),
        escudo_descripcion=str(datos.get("escudo_descripcion", "")),
    )
    return respuesta(
        DatosRespuesta(
            entidad=quien,
            dependencia="Atención al Ciudadano",
            numero="MUESTRA",
            momento=ahora,
            ciudad=quien.municipio,
            destinatario=("A quien corresponda",),
            asunto="Muestra del membrete",
            cuerpo=tuple(texto_a_bloques(_CUERPO)),
            firma=Firma(nombre="Quien firma", cargo="Su cargo"),
        )
    )
