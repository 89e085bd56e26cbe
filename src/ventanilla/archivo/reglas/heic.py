"""Borrar de una foto HEIC sus bloques de EXIF y XMP, sin moverle un byte.

ISO/IEC 14496-12 (cajas, `iinf` e `iloc`) y 23008-12. Los puntos están en las mismas posiciones que
la tabla dice, así que lo que sobra se llena de ceros. El giro de una HEIC no va en el EXIF.
"""

import struct
from collections.abc import Iterator

_TRAMOS_MAXIMOS = 10_000
_ESCONDIDOS = (b"Exif", b"mime", b"uri ")


def limpiar_heic(datos: bytes) -> bytes:
    """La misma foto con sus bloques de metadatos en ceros.

    Raises:
        ValueError: si no es HEIC o su tabla no se entiende.
        struct.error: si está cortada.
    """
    if datos[4:8] != b"ftyp":
        raise ValueError("No es HEIC.")
    limpia = bytearray(datos)
    hallada = False
    for tipo, desde, hasta in cajas(datos, 0, len(datos)):
        if tipo == b"meta":
            hallada = True
            _borrar(limpia, dict(_interiores(datos, desde + 4, hasta)))
        elif tipo in (b"uuid", b"udta", b"moov"):
            limpia[desde:hasta] = bytes(hasta - desde)
    if not hallada:
        raise ValueError("No trae la tabla de una foto.")
    return bytes(limpia)


def cajas(datos: bytes | bytearray, desde: int, hasta: int) -> Iterator[tuple[bytes, int, int]]:
    """(tipo, comienzo del contenido, fin) de cada caja seguida."""
    while desde + 8 <= hasta:
        largo, tipo = struct.unpack_from(">I4s", datos, desde)
        cabeza = 8
        if largo == 1:
            (largo,) = struct.unpack_from(">Q", datos, desde + 8)
            cabeza = 16
        fin = hasta if largo == 0 else desde + largo
        if fin > hasta or fin < desde + cabeza:
            raise ValueError("Una caja no cabe en la foto.")
        yield tipo, desde + cabeza, fin
        desde = fin


def _interiores(datos: bytes, desde: int, hasta: int) -> Iterator[tuple[bytes, bytes]]:
    for tipo, a, b in cajas(datos, desde, hasta):
        yield tipo, (a.to_bytes(8, "big") if tipo == b"idat" else datos[a:b])


def _borrar(limpia: bytearray, halladas: dict[bytes, bytes]) -> None:
    if b"iinf" not in halladas or b"iloc" not in halladas:
        raise ValueError("La foto no dice dónde está cada cosa.")
    escondidos = set(_de_metadatos(halladas[b"iinf"]))
    idat = int.from_bytes(halladas.get(b"idat", b""), "big")
    for item, en_idat, desde, largo in _lugares(halladas[b"iloc"]):
        if item not in escondidos:
            continue
        inicio = desde + (idat if en_idat else 0)
        if inicio + largo > len(limpia) or not largo:
            raise ValueError("Un bloque se sale de la foto.")
        limpia[inicio : inicio + largo] = bytes(largo)


def _de_metadatos(iinf: bytes) -> Iterator[int]:
    """Los números de los bloques que no son imagen."""
    for tipo, desde, hasta in cajas(iinf, 6 if iinf[0] == 0 else 8, len(iinf)):
        if tipo != b"infe" or iinf[desde] < 2:
            raise ValueError("La lista de bloques es de otra versión.")
        formato = ">H2x4s" if iinf[desde] == 2 else ">I2x4s"
        item, clase = struct.unpack_from(formato, iinf[desde + 4 : hasta])
        if clase in _ESCONDIDOS:
            yield item


def _lugares(iloc: bytes) -> Iterator[tuple[int, bool, int, int]]:
    """(bloque, si está en `idat`, comienzo, largo) de cada tramo."""
    version = iloc[0]
    anchos = [iloc[4] >> 4, iloc[4] & 15, iloc[5] >> 4, iloc[5] & 15 if version else 0]
    en = 6

    def numero(ancho: int) -> int:
        nonlocal en
        if en + ancho > len(iloc):
            raise ValueError("La tabla está cortada.")
        en += ancho
        return int.from_bytes(iloc[en - ancho : en], "big")

    de_numero = 4 if version == 2 else 2
    tramos = 0
    for _ in range(numero(de_numero)):
        item = numero(de_numero)
        modo = numero(2) & 15 if version else 0
        numero(2)
        base = numero(anchos[2])
        cuantos = numero(2)
        tramos += cuantos
        if tramos > _TRAMOS_MAXIMOS:
            raise ValueError("La tabla tiene demasiados tramos.")
        for _ in range(cuantos):
            numero(anchos[3])
            yield item, modo == 1, base + numero(anchos[0]), numero(anchos[1])
