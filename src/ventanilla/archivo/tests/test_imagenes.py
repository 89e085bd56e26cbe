"""Lo que ve quien tramita no dice quién tomó la foto ni dónde; los puntos son los mismos."""

import io
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from ventanilla.archivo.reglas import nombre_limpio
from ventanilla.archivo.reglas.imagenes import IMAGENES, ImagenIlegible, sin_metadatos

pytestmark = pytest.mark.pura
SECRETO = b"Ana Ficticia"


def _foto() -> Image.Image:
    foto = Image.new("RGB", (40, 20), "white")
    foto.putpixel((3, 4), (200, 10, 10))
    return foto


def _con_exif(formato: str, giro: int = 1, **opciones: object) -> bytes:
    exif = Image.Exif()
    exif[0x010F] = exif[0x013B] = SECRETO.decode()
    exif[0x0112] = giro
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (4.0, 26.0, 20.0)
    salida = io.BytesIO()
    _foto().save(salida, formato, exif=exif, **opciones)
    return salida.getvalue()


def _jpeg(giro: int = 1) -> bytes:
    return _con_exif("JPEG", giro, comment=SECRETO) + b"pegado al final: " + SECRETO


def _png() -> bytes:
    textos = PngImagePlugin.PngInfo()
    textos.add_text("Author", SECRETO.decode())
    textos.add_itxt("XML:com.adobe.xmp", SECRETO.decode())
    return _con_exif("PNG", pnginfo=textos) + SECRETO


def _webp() -> bytes:
    return _con_exif("WEBP", xmp=SECRETO, lossless=True) + SECRETO


def _tiff() -> bytes:
    return _con_exif("TIFF", tiffinfo={270: SECRETO.decode(), 700: SECRETO})


def _caja(tipo: bytes, cuerpo: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(cuerpo), tipo) + cuerpo


def _heic() -> bytes:
    """Una HEIC mínima: un bloque de imagen y uno de EXIF, como los dejan los teléfonos."""
    comienzo = _caja(b"ftyp", b"heic\0\0\0\0mif1heic")
    puntos, exif = b"PUNTOS-DE-LA-FOTO", b"\0\0\0\0Exif\0\0MM\0*" + SECRETO

    def meta(en: int) -> bytes:
        def infe(item: int, clase: bytes) -> bytes:
            return _caja(b"infe", b"\x02\0\0\0" + struct.pack(">HH4s", item, 0, clase) + b"\0")

        iinf = b"\0\0\0\0\0\x02" + infe(1, b"hvc1") + infe(2, b"Exif")
        lugares = [(1, en, len(puntos)), (2, en + len(puntos), len(exif))]
        filas = b"".join(struct.pack(">HHHII", i, 0, 1, d, n) for i, d, n in lugares)
        iloc = b"\0\0\0\0\x44\0" + struct.pack(">H", 2) + filas
        return _caja(b"meta", b"\0\0\0\0" + _caja(b"iinf", iinf) + _caja(b"iloc", iloc))

    en = len(comienzo) + len(meta(0)) + 8
    return comienzo + meta(en) + _caja(b"mdat", puntos + exif)


MUESTRAS = {"jpg": _jpeg(), "png": _png(), "webp": _webp(), "tif": _tiff(), "heic": _heic()}


@pytest.mark.parametrize("extension", MUESTRAS)
def test_no_queda_nada_de_quien_la_tomo(extension):
    antes = MUESTRAS[extension]
    assert SECRETO in antes
    despues = sin_metadatos(antes, extension)
    assert SECRETO not in despues
    if extension != "heic":
        exif = Image.open(io.BytesIO(despues)).getexif()
        assert not {0x010F, 0x013B, 0x8825} & set(exif)


@pytest.mark.parametrize("extension", ["jpg", "png", "webp", "tif"])
def test_los_puntos_son_los_mismos(extension):
    antes, despues = MUESTRAS[extension], sin_metadatos(MUESTRAS[extension], extension)
    uno, otro = (Image.open(io.BytesIO(d)).convert("RGB") for d in (antes, despues))
    assert uno.size == otro.size
    assert uno.tobytes() == otro.tobytes()


def test_de_la_heic_solo_se_borra_el_exif_y_nada_se_mueve():
    despues = sin_metadatos(MUESTRAS["heic"], "heic")
    assert len(despues) == len(MUESTRAS["heic"])
    assert b"PUNTOS-DE-LA-FOTO" in despues


@pytest.mark.parametrize("giro", [1, 3, 6, 8])
def test_la_foto_girada_se_sigue_viendo_derecha(giro):
    limpia = Image.open(io.BytesIO(sin_metadatos(_jpeg(giro), "jpg")))
    assert limpia.getexif().get(0x0112, 1) == giro


def test_una_progresiva_con_varias_pasadas_sale_completa():
    salida = io.BytesIO()
    Image.effect_noise((300, 200), 80).convert("RGB").save(salida, "JPEG", progressive=True)
    despues = sin_metadatos(salida.getvalue(), "jpg")
    uno, otro = (Image.open(io.BytesIO(d)) for d in (salida.getvalue(), despues))
    assert uno.tobytes() == otro.tobytes()


def test_un_tiff_que_se_infla_no_se_abre():
    salida = io.BytesIO()
    Image.new("1", (9_000, 9_000)).save(salida, "TIFF", compression="group4")
    assert len(salida.getvalue()) < 100_000
    with pytest.raises(ImagenIlegible):
        sin_metadatos(salida.getvalue(), "tif")


@pytest.mark.parametrize("extension", sorted(IMAGENES))
@given(st.binary(max_size=400))
def test_lo_que_no_es_imagen_se_dice_y_nunca_rompe(extension, datos):
    firmas = {"png": b"\x89PNG\r\n\x1a\n", "webp": b"RIFF\x40\0\0\0WEBP", "heic": b"\0\0\0\x08ftyp"}
    for crudo in (datos, firmas.get(extension, b"\xff\xd8") + datos):
        try:
            sin_metadatos(crudo, extension)
        except ImagenIlegible:
            continue


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")
@pytest.mark.parametrize("extension", MUESTRAS)
@given(st.data())
def test_una_imagen_danada_sale_limpia_o_no_sale(extension, data):
    crudo = bytearray(MUESTRAS[extension])
    for _ in range(3):
        crudo[data.draw(st.integers(0, len(crudo) - 1))] = data.draw(st.integers(0, 255))
    try:
        sin_metadatos(bytes(crudo), extension)
    except ImagenIlegible:
        return


@pytest.mark.parametrize(
    ("nombre", "limpio"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Usuarios\\ana\\foto.jpg", "foto.jpg"),
        ("factura\u202efdp.exe", "facturafdp.exe"),
        ("a\x00b\ud800c.pdf", "abc.pdf"),
        ("x" * 200 + ".pdf", "x" * 116 + ".pdf"),
        ("", "sin-nombre"),
    ],
)
def test_del_nombre_solo_queda_el_nombre(nombre, limpio):
    assert nombre_limpio(nombre) == limpio
    nombre_limpio(nombre).encode()
