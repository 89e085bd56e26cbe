"""Limpiar un audio o un video: dónde se grabó, cuándo, con qué aparato y quién.

Los teléfonos escriben en un video las coordenadas del sitio. Lo que se oye y se ve no se toca ni se
vuelve a comprimir.
"""

import struct
from collections.abc import Iterator

from ventanilla.archivo.reglas.heic import cajas
from ventanilla.archivo.reglas.ocultos import NoSeLimpia

_HONDURA = 8
_CON_CAJAS = (b"moov", b"trak", b"mdia", b"minf", b"moof", b"traf", b"edts", b"dinf")
# Lo demás se borra. `stbl` no se abre: sus tablas dicen dónde está cada cuadro.
_SE_QUEDAN = frozenset(
    b"ftyp styp mdat mfra sidx iods mvex tref stbl vmhd smhd nmhd hdlr elst dref "
    b"mfhd tfhd tfdt trun saiz saio".split()
)
_CON_FECHAS = (b"mvhd", b"tkhd", b"mdhd")
_SE_VEN_O_SE_OYEN = (b"vide", b"soun")
_DEL_WAV = (b"fmt ", b"data", b"fact")


def limpiar_sonido(datos: bytes, extension: str) -> bytes:
    """El mismo audio o video, sin etiquetas.

    Raises:
        NoSeLimpia: si no es un archivo entero de ese tipo, o lleva pistas que no son sonido ni imagen.
    """
    limpiar = {
        "mp3": _limpiar_mp3,
        "wav": _limpiar_wav,
        "ogg": _limpiar_ogg,
        "mp4": _limpiar_mp4,
        "m4a": _limpiar_mp4,
    }[extension]
    try:
        return limpiar(datos)
    except NoSeLimpia:
        raise
    except (ValueError, IndexError, struct.error) as error:
        raise NoSeLimpia("El audio o el video está dañado.") from error


def _limpiar_mp3(datos: bytes) -> bytes:
    """Solo los cuadros: sin ID3 al comienzo, ni ID3v1, APE o letra al final."""
    desde = 0
    while datos[desde : desde + 3] == b"ID3":
        a, b, c, d = datos[desde + 6 : desde + 10]
        con_pie = 10 if datos[desde + 5] & 0x10 else 0
        desde += 10 + (a << 21 | b << 14 | c << 7 | d) + con_pie
    limpio = datos[desde:]
    if len(limpio) < 4 or limpio[0] != 0xFF or limpio[1] & 0xE0 != 0xE0:
        raise NoSeLimpia("El audio está dañado.")
    if limpio[-128:-125] == b"TAG":
        limpio = limpio[:-128]
    for marca in (b"APETAGEX", b"LYRICSBEGIN"):
        limpio = limpio.partition(marca)[0]
    return limpio


def _limpiar_wav(datos: bytes) -> bytes:
    if datos[:4] != b"RIFF" or datos[8:12] != b"WAVE":
        raise NoSeLimpia("El audio está dañado.")
    cuerpo, en = b"", 12
    while en + 8 <= len(datos):
        tipo, largo = struct.unpack_from("<4sI", datos, en)
        fin = en + 8 + largo + largo % 2
        if tipo in _DEL_WAV:
            cuerpo += datos[en:fin]
        en = fin
    return b"RIFF" + struct.pack("<I", len(cuerpo) + 4) + b"WAVE" + cuerpo


def _limpiar_mp4(datos: bytes) -> bytes:
    if datos[4:8] != b"ftyp":
        raise NoSeLimpia("El video está dañado.")
    limpio = bytearray(datos)
    _limpiar_cajas(limpio, 0, len(limpio), _HONDURA)
    return bytes(limpio)


def _limpiar_cajas(datos: bytearray, desde: int, hasta: int, hondura: int) -> None:
    """Lo que sobra queda del mismo tamaño y en ceros: los cuadros están donde las tablas dicen."""
    if not hondura:
        raise NoSeLimpia("El video está dañado.")
    for tipo, a, b in cajas(datos, desde, hasta):
        if tipo in _CON_FECHAS:
            largo = 16 if datos[a] == 1 else 8
            datos[a + 4 : a + 4 + largo] = bytes(largo)
        elif tipo == b"hdlr":
            if bytes(datos[a + 8 : a + 12]) not in _SE_VEN_O_SE_OYEN:
                raise NoSeLimpia("El video lleva pistas que no son imagen ni sonido.")
            datos[a + 24 : b] = bytes(b - a - 24)
        elif tipo in _CON_CAJAS:
            _limpiar_cajas(datos, a, b, hondura - 1)
        elif tipo not in _SE_QUEDAN:
            _poner_en_ceros(datos, tipo, a, b)


def _poner_en_ceros(datos: bytearray, tipo: bytes, desde: int, hasta: int) -> None:
    datos[desde:hasta] = bytes(hasta - desde)
    # Vacía, la caja ya no es de su tipo: pasa a ser un hueco.
    cabeza = desde - 4 if datos[desde - 4 : desde] == tipo else desde - 12
    datos[cabeza : cabeza + 4] = b"free"


def _limpiar_ogg(datos: bytes) -> bytes:
    """Vorbis y Opus: los comentarios del segundo paquete, en blanco; lo demás no se mueve."""
    limpio = bytearray(datos)
    for lugares in _segundos_paquetes(datos):
        _borrar_comentarios(limpio, lugares)
    for desde, fin in _paginas(datos):
        if limpio[desde:fin] == datos[desde:fin]:
            continue
        limpio[desde + 22 : desde + 26] = bytes(4)
        limpio[desde + 22 : desde + 26] = struct.pack("<I", _suma_ogg(limpio[desde:fin]))
    return bytes(limpio)


def _paginas(datos: bytes) -> Iterator[tuple[int, int]]:
    """(comienzo, fin) de cada página seguida; lo que haya suelto entre ellas es un daño."""
    en = 0
    while en < len(datos):
        if datos[en : en + 4] != b"OggS":
            raise NoSeLimpia("El audio está dañado.")
        segmentos = datos[en + 27 : en + 27 + datos[en + 26]]
        fin = en + 27 + len(segmentos) + sum(segmentos)
        if fin > len(datos):
            raise NoSeLimpia("El audio está cortado.")
        yield en, fin
        en = fin


def _segundos_paquetes(datos: bytes) -> Iterator[list[int]]:
    """Las posiciones de cada byte del segundo paquete de cada pista."""
    paquetes: dict[bytes, tuple[int, list[int]]] = {}
    for desde, _ in _paginas(datos):
        pista = datos[desde + 14 : desde + 18]
        segmentos = datos[desde + 27 : desde + 27 + datos[desde + 26]]
        en = desde + 27 + len(segmentos)
        for largo in segmentos:
            cual, lugares = paquetes.get(pista, (0, []))
            if cual == 1:
                lugares.extend(range(en, en + largo))
            if largo < 255:
                if cual == 1:
                    yield lugares
                cual += 1
            paquetes[pista] = (cual, lugares)
            en += largo


def _borrar_comentarios(limpio: bytearray, lugares: list[int]) -> None:
    paquete = bytes(limpio[i] for i in lugares)
    comienzo = next((c for c in (b"OpusTags", b"\x03vorbis") if paquete.startswith(c)), None)
    if comienzo is None:
        raise NoSeLimpia("El programa no sabe limpiar ese audio.")
    en = len(comienzo)
    en += 4 + _entero(paquete, en)
    cuantos, en = _entero(paquete, en), en + 4
    tramos = [(len(comienzo) + 4, en - 4)]
    for _ in range(min(cuantos, len(paquete))):
        largo = _entero(paquete, en)
        tramos.append((en + 4, en + 4 + largo))
        en += 4 + largo
    if en > len(paquete):
        raise NoSeLimpia("El audio está dañado.")
    if comienzo == b"OpusTags":
        tramos.append((en, len(paquete)))
    for a, b in tramos:
        for lugar in lugares[a:b]:
            limpio[lugar] = ord(" ")


def _entero(datos: bytes, en: int) -> int:
    return int(struct.unpack_from("<I", datos, en)[0])


def _tabla() -> list[int]:
    tabla = []
    for i in range(256):
        resto = i << 24
        for _ in range(8):
            resto = (resto << 1 ^ 0x04C11DB7 if resto & 0x80000000 else resto << 1) & 0xFFFFFFFF
        tabla.append(resto)
    return tabla


_TABLA_OGG = _tabla()


def _suma_ogg(pagina: bytes | bytearray) -> int:
    """El CRC de una página (RFC 3533): sin reflejar y empezando en cero."""
    resto = 0
    for byte in pagina:
        resto = (resto << 8 & 0xFFFFFFFF) ^ _TABLA_OGG[resto >> 24 ^ byte]
    return resto
