"""De un audio o un video, quien tramita oye y ve lo mismo, sin dónde ni quién lo grabó."""

import io
import struct
import wave

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ventanilla.archivo.reglas.ocultos import NoSeLimpia, limpiar
from ventanilla.archivo.reglas.sonido import _suma_ogg

pytestmark = pytest.mark.pura
ANA = b"Ana Ficticia"
CUADROS = b"\xff\xfb\x90\x64" + b"SONIDO" * 40


def _mp3() -> bytes:
    largo = len(ANA) + 10
    id3 = b"ID3\x03\0\0" + bytes([0, 0, 0, largo]) + b"TPE1\0\0\0\x0c\0\0" + ANA
    return id3 + CUADROS + b"TAG" + ANA.ljust(125, b"\0")


def _wav() -> bytes:
    salida = io.BytesIO()
    with wave.open(salida, "wb") as w:
        w.setparams((1, 2, 8000, 0, "NONE", ""))
        w.writeframes(b"SONIDO" * 10)
    lista = b"INFOIART" + struct.pack("<I", len(ANA)) + ANA
    return salida.getvalue() + b"LIST" + struct.pack("<I", len(lista)) + lista


def _pagina(orden: int, paquete: bytes) -> bytes:
    segmentos = bytes([255] * (len(paquete) // 255) + [len(paquete) % 255])
    cabeza = b"OggS\0\0" + bytes(8) + b"PIST" + struct.pack("<III", orden, 0, 0)[:8] + bytes(4)
    cabeza = b"OggS\0\0" + bytes(8) + b"PIST" + struct.pack("<I", orden) + bytes(4)
    pagina = bytearray(cabeza + bytes([len(segmentos)]) + segmentos + paquete)
    pagina[22:26] = struct.pack("<I", _suma_ogg(pagina))
    return bytes(pagina)


def _ogg() -> bytes:
    def con_largo(dicho: bytes) -> bytes:
        return struct.pack("<I", len(dicho)) + dicho

    etiquetas = b"OpusTags" + con_largo(b"telefono de " + ANA) + struct.pack("<I", 1)
    etiquetas += con_largo(b"ARTIST=" + ANA * 40)
    return _pagina(0, b"OpusHead" + bytes(11)) + _pagina(1, etiquetas) + _pagina(2, b"SONIDO" * 9)


def _caja(tipo: bytes, cuerpo: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(cuerpo), tipo) + cuerpo


def _mp4(pista: bytes = b"vide") -> bytes:
    hdlr = _caja(b"hdlr", bytes(8) + pista + bytes(12) + ANA)
    mdia = _caja(b"mdia", _caja(b"mdhd", b"\0\0\0\0FECHAHOY" + bytes(12)) + hdlr)
    trak = _caja(b"trak", _caja(b"tkhd", b"\0\0\0\0FECHAHOY" + bytes(72)) + mdia)
    donde = _caja(b"udta", _caja(b"\xa9xyz", b"+04.4389-075.2322/" + ANA))
    moov = _caja(b"moov", trak + donde + _caja(b"meta", ANA))
    return _caja(b"ftyp", b"isom\0\0\0\0") + _caja(b"mdat", b"CUADROS") + moov + _caja(b"sefd", ANA)


MUESTRAS = {"mp3": _mp3(), "wav": _wav(), "ogg": _ogg(), "mp4": _mp4(), "m4a": _mp4(b"soun")}


@pytest.mark.parametrize("extension", MUESTRAS)
def test_no_queda_ni_quien_ni_donde(extension):
    antes = MUESTRAS[extension]
    assert ANA in antes
    despues = limpiar(antes, extension)
    for dicho in (ANA, b"04.4389", b"FECHAHOY"):
        assert dicho not in despues


@pytest.mark.parametrize("extension", MUESTRAS)
def test_el_sonido_y_los_cuadros_son_los_mismos(extension):
    despues = limpiar(MUESTRAS[extension], extension)
    assert (b"CUADROS" if extension in ("mp4", "m4a") else b"SONIDO" * 9) in despues
    if extension in ("mp4", "m4a", "ogg"):
        # Las tablas dicen en qué byte está cada cosa: nada se mueve.
        assert len(despues) == len(MUESTRAS[extension])


def test_cada_pagina_de_ogg_queda_con_su_suma():
    datos = bytearray(limpiar(MUESTRAS["ogg"], "ogg"))
    en = 0
    while en < len(datos):
        fin = en + 27 + datos[en + 26] + sum(datos[en + 27 : en + 27 + datos[en + 26]])
        dicha = datos[en + 22 : en + 26]
        datos[en + 22 : en + 26] = bytes(4)
        assert struct.pack("<I", _suma_ogg(datos[en:fin])) == dicha
        en = fin


def test_un_video_con_una_pista_de_coordenadas_no_se_da_por_limpio():
    with pytest.raises(NoSeLimpia, match="pistas"):
        limpiar(_mp4(b"meta"), "mp4")


@pytest.mark.parametrize("extension", MUESTRAS)
@given(st.data())
def test_lo_danado_sale_limpio_o_no_sale(extension, data):
    crudo = bytearray(MUESTRAS[extension])
    for _ in range(3):
        crudo[data.draw(st.integers(0, len(crudo) - 1))] = data.draw(st.integers(0, 255))
    try:
        limpiar(bytes(crudo), extension)
    except NoSeLimpia:
        return
