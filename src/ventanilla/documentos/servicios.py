"""La puerta de la casa: de unos datos a un PDF con membrete, número, QR y firma.

Nada de aquí se llama dentro de una transacción: componer toma milisegundos, pero puede fallar y
reintentarse, y no debe retener el candado de la base.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from ventanilla.documentos.bloques import Bloque, Trozo, html_a_bloques, texto_a_bloques
from ventanilla.documentos.datos import (
    DatosConstancia,
    DatosReglamento,
    DatosRespuesta,
    DatosTabla,
    Documento,
    a_json,
    huella_imagen,
    imagenes,
)
from ventanilla.documentos.motor import ErrorDocumento, componer, version_plantillas
from ventanilla.documentos.qr import qr_svg

__all__ = [
    "Bloque",
    "ErrorDocumento",
    "Trozo",
    "a_json",
    "componer",
    "constancia",
    "desde_foto",
    "html_a_bloques",
    "qr_svg",
    "reglamento",
    "respuesta",
    "tabla",
    "texto_a_bloques",
    "version_plantillas",
]

Plantilla = Literal["constancia", "respuesta", "tabla", "reglamento"]
_MOMENTO = {"constancia": "momento_radicacion"}


def _sin_protocolo(url: str) -> str:
    return url.removeprefix("https://").removeprefix("http://")


def desde_foto(plantilla: Plantilla, foto: str, figuras: Iterable[bytes] = ()) -> bytes:
    """PDF desde la foto guardada (`a_json`) y las imágenes que ella cita por su huella.

    Con la misma foto, las mismas imágenes y la misma `version_plantillas()` salen los mismos
    bytes. Una imagen citada que no se pasa se omite.

    Raises:
        ErrorDocumento: si la foto no es de esa plantilla o typst no la compone sin advertencias.
    """
    try:
        datos = json.loads(foto)
        momento = datetime.fromisoformat(datos[_MOMENTO.get(plantilla, "momento")]["iso"])
    except (ValueError, TypeError, KeyError) as error:
        raise ErrorDocumento(f"La foto no sirve para «{plantilla}».") from error
    for campo in ("verificacion", "consulta"):
        url = datos.get(f"url_{campo}", "")
        if url:
            datos[f"url_{campo}_visible"] = _sin_protocolo(url)
    if datos.get("url_verificacion"):
        try:
            datos["svg_qr"] = qr_svg(datos["url_verificacion"])
        except ValueError as error:
            raise ErrorDocumento(str(error)) from error
    adjuntos = {huella_imagen(figura): figura for figura in figuras}
    return componer(plantilla, datos, adjuntos=adjuntos, momento=momento)


def _componer(plantilla: Plantilla, datos: Documento) -> bytes:
    return desde_foto(plantilla, a_json(datos), imagenes(datos))


def constancia(datos: DatosConstancia) -> bytes:
    """PDF de la constancia de radicación. Levanta `ErrorDocumento`."""
    return _componer("constancia", datos)


def respuesta(datos: DatosRespuesta) -> bytes:
    """PDF del oficio de salida. Levanta `ErrorDocumento`."""
    return _componer("respuesta", datos)


def tabla(datos: DatosTabla) -> bytes:
    """PDF de una tabla de informe, con su gráfica si la trae. Levanta `ErrorDocumento`."""
    return _componer("tabla", datos)


def reglamento(datos: DatosReglamento) -> bytes:
    """PDF de una norma por artículos. Levanta `ErrorDocumento`."""
    return _componer("reglamento", datos)
