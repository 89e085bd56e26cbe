"""Quitarle a un archivo recibido lo que dice quién lo hizo, dónde o con qué, sin lo que se ve.

El original queda intacto bajo su huella: la copia limpia es lo que ve quien tramita.
"""

import re
from collections.abc import Callable

# La carpeta de un equipo lleva el nombre de la cuenta de quien lo usa. «http://» no es una unidad.
_RUTA = re.compile(r"(?<![A-Za-z])(?:file:|[A-Za-z]:[\\/])|\\\\|/(?:Users|home)/", re.IGNORECASE)
TEXTOS = frozenset({"txt", "csv"})


class NoSeLimpia(ValueError):
    """A ese archivo no se le puede quitar lo oculto con seguridad; dice por qué."""


def limpiar(datos: bytes, extension: str) -> bytes:
    """El mismo archivo sin autor, fechas, lugar, aparato, miniaturas ni versiones anteriores.

    Lo que está escrito o se ve adentro no cambia. Un texto plano no trae nada oculto.

    Args:
        extension: en minúsculas y sin punto.

    Raises:
        NoSeLimpia: si no se puede; su frase se le muestra a quien tramita.
    """
    if extension in TEXTOS:
        return datos
    limpiador = _limpiador(extension)
    if limpiador is None:
        raise NoSeLimpia(f"El programa no sabe limpiar archivos «.{extension}».")
    return limpiador(datos)


def dice_una_ruta(valor: str) -> bool:
    """Si nombra una carpeta o un archivo de un equipo, y no una dirección de internet."""
    return not valor.startswith(("http://", "https://")) and _RUTA.search(valor) is not None


def _limpiador(extension: str) -> Callable[[bytes], bytes] | None:
    # Cada uno carga una biblioteca que pesa: solo la del archivo que llegó.
    if extension == "pdf":
        from ventanilla.archivo.reglas.pdf import limpiar_pdf  # noqa: PLC0415

        return limpiar_pdf
    if extension in ("docx", "xlsx"):
        from ventanilla.archivo.reglas.ooxml import limpiar_ooxml  # noqa: PLC0415

        return limpiar_ooxml
    if extension in ("odt", "ods"):
        from ventanilla.archivo.reglas.odf import limpiar_odf  # noqa: PLC0415

        return limpiar_odf
    if extension in ("mp3", "wav", "ogg", "mp4", "m4a"):
        from ventanilla.archivo.reglas.sonido import limpiar_sonido  # noqa: PLC0415

        return lambda datos: limpiar_sonido(datos, extension)
    from ventanilla.archivo.reglas.imagenes import IMAGENES, sin_metadatos  # noqa: PLC0415

    return (lambda datos: sin_metadatos(datos, extension)) if extension in IMAGENES else None
