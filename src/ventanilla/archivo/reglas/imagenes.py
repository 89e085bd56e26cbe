"""Quitarle a una imagen lo que puede decir quién la hizo, dónde y con qué aparato.

El original queda intacto bajo su huella: esto es lo que ve quien tramita. JPEG, PNG, WEBP y HEIC
se limpian sin volver a comprimirlas: los puntos son los mismos y no hay que abrir la imagen, que
puede ser enorme. Se conserva hacia dónde está girada.
"""

import io
import re
import struct
from collections.abc import Iterator

from PIL import Image

from ventanilla.archivo.reglas.heic import limpiar_heic
from ventanilla.archivo.reglas.ocultos import NoSeLimpia

PUNTOS_MAXIMOS = 60_000_000
HOJAS_MAXIMAS = 50
IMAGENES = frozenset({"jpg", "jpeg", "png", "webp", "heic", "tif", "tiff"})
# De lo accesorio de un PNG se conserva lo que cambia cómo se ve, nunca textos, fechas ni EXIF.
_DEL_PNG = frozenset(
    b"tRNS cHRM gAMA iCCP sBIT sRGB bKGD hIST pHYs sPLT acTL fcTL fdAT cICP".split()
)
_FIRMA_PNG = b"\x89PNG\r\n\x1a\n"
_DEL_JPEG = ((0xE0, b"JFIF\0"), (0xE2, b"ICC_PROFILE\0"), (0xEE, b"Adobe"))
_MARCA_EN_LOS_PUNTOS = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_GIRO = 0x0112


class ImagenIlegible(NoSeLimpia):
    """No es una imagen bien formada de ese tipo, o es más grande de lo que se abre."""


def sin_metadatos(datos: bytes, extension: str) -> bytes:
    """La misma imagen sin EXIF, GPS, comentarios, miniaturas ni nada pegado al final.

    Raises:
        ImagenIlegible: si no se puede limpiar con seguridad.
    """
    limpiar = {
        "jpg": _limpiar_jpeg,
        "jpeg": _limpiar_jpeg,
        "png": _limpiar_png,
        "webp": _limpiar_webp,
        "heic": limpiar_heic,
        "tif": _limpiar_tiff,
        "tiff": _limpiar_tiff,
    }[extension]
    try:
        return limpiar(datos)
    except (ValueError, struct.error, IndexError, OSError, MemoryError) as error:
        raise ImagenIlegible("La imagen no se pudo leer para quitarle sus datos.") from error


def _limpiar_jpeg(datos: bytes) -> bytes:
    if not datos.startswith(b"\xff\xd8"):
        raise ImagenIlegible("No es JPEG.")
    partes = [b"\xff\xd8"]
    en = 2
    while True:
        if datos[en] != 0xFF:
            raise ImagenIlegible("JPEG mal formado.")
        marca = datos[en + 1]
        if marca == 0xFF:
            en += 1
            continue
        if marca == 0xD9:
            return b"".join([*partes, b"\xff\xd9"])
        fin = en + 2 + struct.unpack_from(">H", datos, en + 2)[0]
        cuerpo = datos[en + 4 : fin]
        if marca == 0xDA:
            siguiente = _MARCA_EN_LOS_PUNTOS.search(datos, fin)
            fin = siguiente.start() if siguiente else len(datos)
            partes.append(datos[en:fin])
            if siguiente is None:
                # Una foto cortada se entrega hasta donde llegó.
                return b"".join([*partes, b"\xff\xd9"])
        elif marca == 0xE1 and cuerpo.startswith(b"Exif\0\0"):
            partes.append(_solo_el_giro(cuerpo[6:]))
        elif _se_queda_en_el_jpeg(marca, cuerpo):
            partes.append(datos[en:fin])
        en = fin


def _se_queda_en_el_jpeg(marca: int, cuerpo: bytes) -> bool:
    if marca == 0xFE or 0xE0 <= marca <= 0xEF:
        return any(marca == m and cuerpo.startswith(comienzo) for m, comienzo in _DEL_JPEG)
    return True


def _solo_el_giro(tiff: bytes) -> bytes:
    """Un EXIF mínimo con la orientación, o nada si la imagen está derecha."""
    orden = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if orden is None:
        return b""
    try:
        (en,) = struct.unpack_from(f"{orden}I", tiff, 4)
        (cuantas,) = struct.unpack_from(f"{orden}H", tiff, en)
        filas = (struct.unpack_from(f"{orden}HHIH", tiff, en + 2 + 12 * i) for i in range(cuantas))
        giro = next((valor for campo, _, _, valor in filas if campo == _GIRO), 1)
    except struct.error:
        return b""
    if not 2 <= giro <= 8:
        return b""
    fila = struct.pack(">HHIHH", _GIRO, 3, 1, giro, 0)
    cuerpo = b"Exif\0\0MM\0*" + struct.pack(">IH", 8, 1) + fila + struct.pack(">I", 0)
    return b"\xff\xe1" + struct.pack(">H", len(cuerpo) + 2) + cuerpo


def _limpiar_png(datos: bytes) -> bytes:
    if not datos.startswith(_FIRMA_PNG):
        raise ImagenIlegible("No es PNG.")
    partes = [_FIRMA_PNG]
    en = len(_FIRMA_PNG)
    while True:
        largo, tipo = struct.unpack_from(">I4s", datos, en)
        fin = en + 12 + largo
        if fin > len(datos) or not tipo.isalpha():
            raise ImagenIlegible("PNG mal formado.")
        if tipo[:1].isupper() or tipo in _DEL_PNG:
            partes.append(datos[en:fin])
        if tipo == b"IEND":
            return b"".join(partes)
        en = fin


def _limpiar_webp(datos: bytes) -> bytes:
    if datos[:4] != b"RIFF" or datos[8:12] != b"WEBP":
        raise ImagenIlegible("No es WEBP.")
    final = min(len(datos), 8 + int.from_bytes(datos[4:8], "little"))
    cuerpo = b"".join(_trozos_webp(datos[:final]))
    return b"RIFF" + struct.pack("<I", len(cuerpo) + 4) + b"WEBP" + cuerpo


def _trozos_webp(datos: bytes) -> Iterator[bytes]:
    en = 12
    while en + 8 <= len(datos):
        tipo, largo = struct.unpack_from("<4sI", datos, en)
        fin = en + 8 + largo + largo % 2
        if fin > len(datos) + 1:
            raise ImagenIlegible("WEBP mal formado.")
        trozo = datos[en:fin]
        if tipo == b"VP8X":
            # Se apagan las banderas de EXIF y XMP.
            trozo = trozo[:8] + bytes([trozo[8] & ~0x0C]) + trozo[9:]
        if tipo in (b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"):
            yield trozo
        en = fin


def _limpiar_tiff(datos: bytes) -> bytes:
    """Un TIFF guarda puntos y datos revueltos: se abre, con límites, y se escribe otro."""
    try:
        hojas = _hojas(datos)
    except Exception as error:  # un TIFF dañado hace fallar a Pillow de cualquier manera
        raise ImagenIlegible("TIFF mal formado o muy grande.") from error
    salida = io.BytesIO()
    hojas[0].save(
        salida, "TIFF", save_all=True, append_images=hojas[1:], compression="tiff_adobe_deflate"
    )
    return salida.getvalue()


def _hojas(datos: bytes) -> list[Image.Image]:
    with Image.open(io.BytesIO(datos), formats=["TIFF"]) as abierta:
        cuantas = getattr(abierta, "n_frames", 1)
        if cuantas > HOJAS_MAXIMAS:
            raise ImagenIlegible("Tiene demasiadas hojas.")
        hojas = []
        puntos = 0
        for i in range(cuantas):
            abierta.seek(i)
            puntos += abierta.width * abierta.height
            if puntos > PUNTOS_MAXIMOS:
                raise ImagenIlegible("Es más grande de lo que se abre.")
            hojas.append(_solo_los_puntos(abierta))
    return hojas


def _solo_los_puntos(hoja: Image.Image) -> Image.Image:
    modo = hoja.mode if hoja.mode in ("1", "L", "RGB", "RGBA", "CMYK") else "RGB"
    puntos = hoja.convert(modo)
    return Image.frombytes(modo, puntos.size, puntos.tobytes())
