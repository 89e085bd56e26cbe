"""De un documento de oficina recibido, quien tramita lee lo escrito y no quién lo escribió."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from ventanilla.archivo.reglas import carpeta
from ventanilla.archivo.reglas.carpeta import abrir_partes, cerrar_partes, leer_xml
from ventanilla.archivo.reglas.ocultos import NoSeLimpia, limpiar

pytestmark = pytest.mark.pura
ANA = "Ana Ficticia"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_TIPO = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'


def _foto() -> bytes:
    exif = Image.Exif()
    exif[0x013B] = ANA
    salida = io.BytesIO()
    Image.new("RGB", (4, 4)).save(salida, "JPEG", exif=exif)
    return salida.getvalue()


def _partes_docx() -> dict[str, bytes]:
    textos = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        'content-types"><Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/word/document.xml" ContentType="a/b"/>'
        '<Override PartName="/docProps/core.xml" ContentType="a/c"/></Types>',
        "_rels/.rels": f"<Relationships {_RELS}>"
        f'<Relationship Id="rId1" Type="{_TIPO}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="rId2" Type="{_TIPO}/core" Target="docProps/core.xml"/></Relationships>',
        "docProps/core.xml": f"<a>{ANA}</a>",
        "docProps/custom.xml": f"<a>{ANA}</a>",
        "customXml/item1.xml": f"<a>{ANA}</a>",
        "word/people.xml": f"<a>{ANA}</a>",
        "word/document.xml": f'<w:document {W} {R} xmlns:wp="urn:wp"><w:body>'
        f'<w:p w:rsidR="00AN4A11"><w:r><w:t>Hay un </w:t></w:r>'
        f'<w:ins w:id="1" w:author="{ANA}" w:date="2026-01-01T00:00:00Z"><w:r><w:t>hueco</w:t>'
        "</w:r></w:ins>"
        f'<wp:docPr id="1" name="C:\\Users\\{ANA}\\cedula.jpg" descr="cedula {ANA}.jpg"/>'
        f"<w:instrText>INCLUDEPICTURE C:\\Users\\{ANA}\\x</w:instrText></w:p></w:body>"
        "</w:document>",
        "word/comments.xml": f'<w:comments {W}><w:comment w:id="0" w:author="{ANA}" '
        'w:initials="AF"><w:p><w:r><w:t>Lo vi ayer</w:t></w:r></w:p></w:comment></w:comments>',
        "word/settings.xml": f'<w:settings {W} {R}><w:attachedTemplate r:id="rId1"/><w:rsids>'
        '<w:rsid w:val="00AN4A11"/></w:rsids><w:zoom w:percent="100"/></w:settings>',
        "word/_rels/settings.xml.rels": f'<Relationships {_RELS}><Relationship Id="rId1" '
        f'Type="{_TIPO}/attachedTemplate" TargetMode="External" '
        f'Target="file:///C:/Users/{ANA}/Normal.dotm"/></Relationships>',
    }
    return {n: t.encode() for n, t in textos.items()} | {"word/media/image1.jpg": _foto()}


def docx_de_ana(**otras: bytes) -> bytes:
    return cerrar_partes(_partes_docx() | otras)


def _xlsx() -> bytes:
    import openpyxl
    from openpyxl.comments import Comment

    libro = openpyxl.Workbook()
    libro.properties.creator = ANA
    hoja = libro.active
    hoja["A1"] = "Hueco"
    hoja["A1"].comment = Comment(f"{ANA}: aquí", ANA)
    salida = io.BytesIO()
    libro.save(salida)
    partes = abrir_partes(salida.getvalue())
    ruta = f'<x15ac:absPath xmlns:x15ac="urn:x" url="C:\\Users\\{ANA}\\"/></workbook>'.encode()
    partes["xl/workbook.xml"] = partes["xl/workbook.xml"].replace(b"</workbook>", ruta)
    return cerrar_partes(partes)


@pytest.mark.parametrize(
    "escrito",
    [
        f'<v:imagedata xmlns:v="urn:v" xmlns:o="urn:o" o:title="cedula {ANA}"/>',
        f'<pivotCacheDefinition refreshedBy="{ANA}"/>',
        f'<customWorkbookViews><customWorkbookView name="{ANA} - Vista"/></customWorkbookViews>',
        f'<w:permStart {W} w:ed="ALCALDIA\\{ANA}"/>',
        f'<a href="../../Users/{ANA}/x"/>',
        f'<a href="\\\\equipo de {ANA}\\x"/>',
    ],
)
def test_otros_lugares_donde_word_y_excel_dejan_el_nombre(escrito):
    limpio = limpiar(docx_de_ana(**{"word/otra.xml": f"<x>{escrito}</x>".encode()}), "docx")
    assert ANA.encode() not in _todo(limpio)


def test_un_enlace_de_internet_se_queda():
    escrito = b'<x><a Target="https://www.ejemplo.gov.co/Users/tramites"/></x>'
    limpio = limpiar(docx_de_ana(**{"word/otra.xml": escrito}), "docx")
    assert b"https://www.ejemplo.gov.co/Users/tramites" in _todo(limpio)


def _odt() -> bytes:
    espacios = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
        'xmlns:config="urn:oasis:names:tc:opendocument:xmlns:config:1.0" '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
    )
    textos = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"<office:document-content {espacios}><text:p>Hay un hueco "
        f"<text:author-name>{ANA}</text:author-name><office:annotation><dc:creator>{ANA}"
        "</dc:creator><dc:date>2026-01-01</dc:date><text:p>Lo vi</text:p></office:annotation>"
        f' muy grande<draw:frame draw:name="{ANA}"/></text:p></office:document-content>',
        "meta.xml": f"<a>{ANA}</a>",
        "settings.xml": f"<office:document-settings {espacios}><config:config-item "
        f'config:name="PrinterName">HP de {ANA}</config:config-item></office:document-settings>',
        "META-INF/manifest.xml": f"<manifest:manifest {espacios}><manifest:file-entry "
        'manifest:full-path="meta.xml"/><manifest:file-entry manifest:full-path="content.xml"/>'
        "</manifest:manifest>",
    }
    partes = {n: t.encode() for n, t in textos.items()}
    return cerrar_partes(partes | {"Pictures/1.jpg": _foto(), "Thumbnails/thumbnail.png": b"x"})


MUESTRAS = {"docx": docx_de_ana(), "xlsx": _xlsx(), "odt": _odt(), "ods": _odt()}


def _todo(datos: bytes) -> bytes:
    return b"\n".join(n.encode() + p for n, p in abrir_partes(datos).items())


@pytest.mark.parametrize("extension", MUESTRAS)
def test_no_queda_nada_de_quien_lo_hizo(extension):
    antes = MUESTRAS[extension]
    assert ANA.encode() in _todo(antes)
    despues = _todo(limpiar(antes, extension))
    for dicho in (ANA.encode(), b"00AN4A11", b'AF"', b"Users", b"2026-01-01"):
        assert dicho not in despues


@pytest.mark.parametrize(("extension", "dicho"), [("docx", b"Lo vi ayer"), ("odt", b"muy grande")])
def test_lo_escrito_y_los_comentarios_quedan(extension, dicho):
    despues = _todo(limpiar(MUESTRAS[extension], extension))
    for escrito in (dicho, b"hueco", b"Autor"):
        assert escrito in despues


def test_el_libro_de_excel_se_sigue_abriendo():
    import openpyxl

    limpio = openpyxl.load_workbook(io.BytesIO(limpiar(MUESTRAS["xlsx"], "xlsx")))
    assert limpio.active["A1"].value == "Hueco"
    assert limpio.active["A1"].comment.text == "Autor: aquí"
    assert limpio.active["A1"].comment.author == "Autor"


def test_ninguna_relacion_lleva_a_una_parte_que_ya_no_esta():
    partes = abrir_partes(limpiar(MUESTRAS["docx"], "docx"))
    assert "docProps/core.xml" not in partes
    assert b"docProps" not in partes["_rels/.rels"] + partes["[Content_Types].xml"]
    assert b"rId1" not in partes["word/_rels/settings.xml.rels"] + partes["word/settings.xml"]
    for nombre, datos in partes.items():
        if nombre.endswith((".xml", ".rels")):
            leer_xml(datos)


def test_el_paquete_de_libreoffice_empieza_por_su_tipo():
    with zipfile.ZipFile(io.BytesIO(limpiar(MUESTRAS["odt"], "odt"))) as z:
        primera = z.infolist()[0]
        assert (primera.filename, primera.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert b"meta.xml" not in z.read("META-INF/manifest.xml")


def test_un_documento_dentro_de_otro_tambien_se_limpia():
    adentro = limpiar(docx_de_ana(**{"word/embeddings/uno.docx": docx_de_ana()}), "docx")
    assert ANA.encode() not in _todo(abrir_partes(adentro)["word/embeddings/uno.docx"])


@pytest.mark.parametrize(
    "parte", ["word/vbaProject.bin", "word/embeddings/oleObject1.bin", "word/media/x.gif"]
)
def test_lo_que_no_se_sabe_limpiar_no_se_da_por_limpio(parte):
    with pytest.raises(NoSeLimpia, match="no se sabe limpiar"):
        limpiar(docx_de_ana(**{parte: b"C:\\Users\\Ana"}), "docx")


def test_una_bomba_no_se_abre(monkeypatch):
    monkeypatch.setattr(carpeta, "_TOTAL_MAXIMO", 1 << 20)
    with pytest.raises(NoSeLimpia, match="se infla"):
        limpiar(docx_de_ana(**{"word/grande.xml": b" " * (2 << 20)}), "docx")


def test_las_entidades_de_xml_no_se_resuelven():
    bomba = b'<!DOCTYPE a [<!ENTITY x "ja">]><a>&x;</a>'
    with pytest.raises(NoSeLimpia):
        limpiar(docx_de_ana(**{"word/otra.xml": bomba}), "docx")


@settings(max_examples=40, deadline=None)
@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("extension", MUESTRAS)
@given(st.data())
def test_un_documento_danado_sale_limpio_o_no_sale(extension, data):
    crudo = bytearray(MUESTRAS[extension])
    for _ in range(3):
        crudo[data.draw(st.integers(0, len(crudo) - 1))] = data.draw(st.integers(0, 255))
    try:
        limpiar(bytes(crudo), extension)
    except NoSeLimpia:
        return
