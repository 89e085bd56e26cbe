"""Qué archivos se reciben y cómo se llaman."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from ventanilla.comun.texto import limpiar_linea

# Extensión → (tipo MIME con que se sirve, firmas admitidas al comienzo del archivo).
TIPOS: dict[str, tuple[str, tuple[bytes, ...]]] = {
    "pdf": ("application/pdf", (b"%PDF-",)),
    "jpg": ("image/jpeg", (b"\xff\xd8\xff",)),
    "jpeg": ("image/jpeg", (b"\xff\xd8\xff",)),
    "png": ("image/png", (b"\x89PNG\r\n\x1a\n",)),
    "webp": ("image/webp", (b"RIFF",)),
    "heic": ("image/heic", ()),
    "tif": ("image/tiff", (b"II*\x00", b"MM\x00*")),
    "tiff": ("image/tiff", (b"II*\x00", b"MM\x00*")),
    "docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        (b"PK\x03\x04",),
    ),
    "xlsx": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        (b"PK\x03\x04",),
    ),
    "odt": ("application/vnd.oasis.opendocument.text", (b"PK\x03\x04",)),
    "ods": ("application/vnd.oasis.opendocument.spreadsheet", (b"PK\x03\x04",)),
    "txt": ("text/plain", ()),
    "csv": ("text/csv", ()),
    "mp3": ("audio/mpeg", (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2")),
    "ogg": ("audio/ogg", (b"OggS",)),
    "m4a": ("audio/mp4", ()),
    "wav": ("audio/wav", (b"RIFF",)),
    "mp4": ("video/mp4", ()),
}
# Lo que nunca es un documento, diga lo que diga su extensión.
_EJECUTABLES = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xfe\xed\xfa", b"#!", b"<?php")
LEGIBLE = "PDF, fotos (JPG, PNG, WEBP, HEIC), Word, Excel, OpenDocument, texto, audio o video MP4"


def nombre_limpio(nombre: str) -> str:
    """Solo el nombre, sin carpetas ni caracteres de control, de 120 caracteres a lo sumo.

    También de 240 bytes a lo sumo: más no cabe en el nombre de un archivo en disco.
    """
    base = limpiar_linea(PurePath(nombre.replace("\\", "/")).name)[-120:]
    corto = base.encode("utf-8", "ignore")[-240:].decode("utf-8", "ignore")
    return corto or "sin-nombre"


def extension(nombre: str) -> str:
    """La extensión en minúsculas, sin punto; vacía si no tiene."""
    return PurePath(nombre).suffix.lower().lstrip(".")


def motivo_de_rechazo(nombre: str, comienzo: bytes, tamano: int) -> str | None:
    """Por qué no se recibe este archivo, en palabras de la persona; `None` si se recibe.

    Args:
        comienzo: los primeros bytes (con 16 alcanza).
    """
    ext = extension(nombre)
    if tamano == 0:
        return f"«{nombre}» está vacío (0 bytes). Revise el archivo y vuelva a adjuntarlo."
    if comienzo.startswith(_EJECUTABLES):
        return f"«{nombre}» es un programa, no un documento. Adjunte {LEGIBLE}."
    if ext not in TIPOS:
        return f"No recibimos archivos «.{ext}». Adjunte {LEGIBLE}."
    firmas = TIPOS[ext][1]
    if firmas and not comienzo.startswith(firmas):
        return (
            f"«{nombre}» dice ser {ext.upper()} pero su contenido no lo es. "
            "Ábralo en su equipo, guárdelo de nuevo y vuelva a adjuntarlo."
        )
    return None


@dataclass(frozen=True)
class Admision:
    """Qué archivos entran por un campo: sus extensiones, cómo se dicen y por qué uno no entra.

    `motivo` recibe el nombre como llegó, los primeros bytes y el tamaño en bytes.
    """

    extensiones: tuple[str, ...]
    legible: str
    motivo: Callable[[str, bytes, int], str | None]


def _motivo(nombre: str, comienzo: bytes, tamano: int) -> str | None:
    return motivo_de_rechazo(nombre_limpio(nombre), comienzo, tamano)


ADMITIDOS = Admision(tuple(TIPOS), LEGIBLE, _motivo)
