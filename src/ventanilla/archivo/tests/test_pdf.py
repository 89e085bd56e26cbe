"""De un PDF recibido, quien tramita ve lo que dice y no quién lo hizo."""

import io

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import Image

from ventanilla.archivo.reglas.ocultos import NoSeLimpia
from ventanilla.archivo.reglas.pdf import limpiar_pdf

pytestmark = pytest.mark.pura
ANA = "Ana Ficticia"


def _foto() -> bytes:
    exif = Image.Exif()
    exif[0x013B] = ANA
    salida = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(salida, "JPEG", exif=exif)
    return salida.getvalue()


def _pagina(pdf: Pdf) -> pikepdf.Page:
    pdf.add_blank_page(page_size=(200, 200))
    pagina = pdf.pages[0]
    pagina.obj.Contents = pdf.make_stream(b"BT /F1 12 Tf 20 100 Td (Hay un hueco) Tj ET")
    foto = pdf.make_stream(_foto())
    foto.update(
        Dictionary(
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=8,
            Height=8,
            ColorSpace=Name.DeviceRGB,
            BitsPerComponent=8,
            Filter=Name.DCTDecode,
            Metadata=pdf.make_stream(ANA.encode()),
        )
    )
    letra = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    pagina.obj.Resources = Dictionary(XObject=Dictionary(F=foto), Font=Dictionary(F1=letra))
    return pagina


def pdf_de_ana(encryption: pikepdf.Encryption | bool = False) -> bytes:
    """Todo lo que un PDF puede decir de quien lo hizo."""
    pdf = Pdf.new()
    pagina = _pagina(pdf)
    pdf.docinfo["/Author"] = String(ANA)
    pdf.Root.Metadata = pdf.make_stream(f"<x:xmpmeta>{ANA}</x:xmpmeta>".encode())
    pdf.Root.PieceInfo = Dictionary(Word=Dictionary(Private=String(ANA)))
    pagina.obj.Annots = Array(
        [
            Dictionary(
                Subtype=Name.Text,
                Rect=[0, 0, 9, 9],
                T=String(ANA),
                Contents=String("Aquí está el hueco"),
            ),
            Dictionary(
                Subtype=Name.Link,
                Rect=[0, 0, 9, 9],
                A=Dictionary(S=Name.URI, URI=String(f"file:///C:/Users/{ANA}/carta.docx")),
            ),
        ]
    )
    firma = Dictionary(
        Type=Name.Sig, ByteRange=[0, 1, 2, 3], Name=String(ANA), Contents=String(ANA)
    )
    campo = pdf.make_indirect(Dictionary(FT=Name.Sig, T=String("Firma1"), V=firma))
    pdf.Root.AcroForm = Dictionary(Fields=[campo])
    salida = io.BytesIO()
    pdf.save(salida, static_id=True, compress_streams=False, encryption=encryption)
    return salida.getvalue()


def _todo(datos: bytes) -> str:
    """Cada objeto y cada chorro descomprimido, como un solo texto."""
    with Pdf.open(io.BytesIO(datos)) as pdf:
        partes = [repr(pdf.trailer)]
        for objeto in pdf.objects:
            partes.append(repr(objeto))
            if isinstance(objeto, pikepdf.Stream):
                partes.append(objeto.read_raw_bytes().decode("latin-1"))
        return "\n".join(partes)


def test_no_queda_nada_de_quien_lo_hizo():
    antes = pdf_de_ana()
    assert _todo(antes).count(ANA) >= 7
    despues = limpiar_pdf(antes)
    assert ANA not in _todo(despues)
    assert ANA.encode() not in despues


def test_lo_que_se_lee_queda_igual():
    with Pdf.open(io.BytesIO(limpiar_pdf(pdf_de_ana()))) as pdf:
        pagina = pdf.pages[0]
        assert b"Hay un hueco" in pagina.Contents.read_bytes()
        assert str(pagina.Annots[0].Contents) == "Aquí está el hueco"
        chorro = pagina.Resources.XObject.F
        assert isinstance(chorro, pikepdf.Stream)
        foto = pikepdf.PdfImage(chorro).as_pil_image()
        assert foto.convert("L").getpixel((3, 3)) == 76


def test_lo_que_decia_una_version_anterior_no_va():
    """Guardar «encima» deja el documento de antes adentro, con su autor, y cambia el de arriba."""
    viejo = pdf_de_ana()
    tabla = len(viejo) + 1
    donde = viejo[viejo.rindex(b"startxref") :].split()[1]
    encima = b"\nxref\n0 0\ntrailer\n<< /Size 99 /Root 1 0 R /Prev " + donde + b" >>\n"
    nuevo = viejo + encima + b"startxref\n%d\n%%%%EOF\n" % tabla
    assert ANA.encode() in nuevo
    assert ANA.encode() not in limpiar_pdf(nuevo)


def test_dos_veces_da_los_mismos_bytes():
    assert limpiar_pdf(pdf_de_ana()) == limpiar_pdf(pdf_de_ana())


def test_el_que_tiene_contrasena_se_dice():
    cifrado = pdf_de_ana(encryption=pikepdf.Encryption(user="clave", owner="otra"))
    with pytest.raises(NoSeLimpia, match="contraseña"):
        limpiar_pdf(cifrado)


def test_el_que_solo_prohibe_imprimir_si_se_limpia():
    cerrado = pdf_de_ana(encryption=pikepdf.Encryption(user="", owner="otra"))
    assert ANA not in _todo(limpiar_pdf(cerrado))


def test_el_que_trae_otro_archivo_adentro_no_se_da_por_limpio():
    pdf = Pdf.new()
    _pagina(pdf)
    pdf.attachments["cedula de Ana Ficticia.txt"] = b"x"
    salida = io.BytesIO()
    pdf.save(salida)
    with pytest.raises(NoSeLimpia, match="otros archivos"):
        limpiar_pdf(salida.getvalue())


def test_la_letra_que_se_llama_como_lo_que_sobra_se_queda():
    pdf = Pdf.new()
    pagina = _pagina(pdf)
    pagina.obj.Resources.Font.B = pagina.obj.Resources.Font.F1
    salida = io.BytesIO()
    pdf.save(salida)
    with Pdf.open(io.BytesIO(limpiar_pdf(salida.getvalue()))) as limpio:
        assert "/B" in limpio.pages[0].Resources.Font


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_un_pdf_danado_sale_limpio_o_no_sale(data):
    crudo = bytearray(pdf_de_ana())
    for _ in range(4):
        crudo[data.draw(st.integers(0, len(crudo) - 1))] = data.draw(st.integers(0, 255))
    try:
        despues = limpiar_pdf(bytes(crudo))
    except NoSeLimpia:
        return
    assert despues.startswith(b"%PDF-")


@given(st.binary(max_size=300))
def test_lo_que_no_es_pdf_se_dice(datos):
    with pytest.raises(NoSeLimpia):
        limpiar_pdf(b"%PDF-1.7\n" + datos)
