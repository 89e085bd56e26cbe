"""Libros de Excel: lo que se lee, lo que se aparta y lo que se rechaza, siempre con su frase."""

import tracemalloc
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ventanilla.importacion.reglas.celda import fecha_de_serie
from ventanilla.importacion.reglas.errores import ArchivoInvalido
from ventanilla.importacion.reglas.filas import Importada, Rechazo, entender
from ventanilla.importacion.reglas.hoja import LoQueNoSeVe
from ventanilla.importacion.reglas.lectura import leer_filas
from ventanilla.importacion.reglas.libro import letras_de_columna, numero_de_columna
from ventanilla.importacion.reglas.mapa import leer_mapa
from ventanilla.importacion.tests.libros import MAPA, con_hoja, escribir

pytestmark = pytest.mark.pura
DIA = datetime(2026, 3, 5)  # noqa: DTZ001 (en un libro las fechas no tienen zona)
HOY = date(2026, 11, 20)
CABEZA = b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'


def leer(ruta: Path, mapa: str = MAPA, visto: LoQueNoSeVe | None = None) -> list[Any]:
    m = leer_mapa(mapa)
    return list(entender(leer_filas(ruta, m, visto), m, hoy=HOY))


def test_fechas_como_fecha_como_numero_y_como_texto_son_la_misma(tmp_path):
    ruta = escribir(
        tmp_path / "a.xlsx",
        [
            ("1", DIA, "", ""),
            ("2", 46086, "", ""),
            ("3", "05/03/2026", "", ""),
            ("4", DIA.replace(hour=14, minute=30), "", ""),
        ],
    )
    uno, dos, tres, cuatro = leer(ruta)
    assert {u.recibida.fecha for u in (uno, dos, tres, cuatro)} == {date(2026, 3, 5)}
    assert [u.recibida.precision for u in (uno, dos, tres, cuatro)] == ["dia"] * 3 + ["minuto"]
    assert cuatro.recibida.instante.hour == 14


def test_un_libro_que_cuenta_desde_1904_da_las_mismas_fechas(tmp_path):
    def desde_1904(libro, hoja):
        libro.epoch = openpyxl_1904()

    ruta = escribir(tmp_path / "a.xlsx", [("1", DIA, "", "")], antes=desde_1904)
    (una,) = leer(ruta)
    assert una.recibida.fecha == date(2026, 3, 5)


def openpyxl_1904() -> Any:
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    return CALENDAR_MAC_1904


@given(st.dates(date(1985, 1, 1), date(2198, 12, 31)), st.booleans())
def test_toda_fecha_vuelve_de_su_numero_de_serie(dia, es_1904):
    base = date(1904, 1, 1) if es_1904 else date(1899, 12, 30)
    assert fecha_de_serie(Decimal((dia - base).days), es_1904=es_1904) == dia.isoformat()


@given(st.integers(0, 16383))
def test_toda_columna_vuelve_de_sus_letras(numero):
    assert numero_de_columna(letras_de_columna(numero)) == numero


def test_los_ceros_a_la_izquierda_se_conservan_y_los_numeros_no_ganan_decimales(tmp_path):
    def con_ceros(libro, hoja):
        hoja["A4"].number_format = "000000"

    filas = [("000123", DIA, "", ""), (123, DIA, "", ""), (45, DIA, "", ""), (2.5, DIA, "", "")]
    ruta = escribir(tmp_path / "a.xlsx", filas, antes=con_ceros)
    assert [u.numero for u in leer(ruta)] == ["000123", "123", "000045", "2.5"]


def test_un_numero_que_excel_redondeo_no_entra(tmp_path):
    ruta = escribir(tmp_path / "a.xlsx", [(20260000000000123, DIA, "", "")])
    (una,) = leer(ruta)
    assert isinstance(una, Rechazo)
    assert (una.columna, "15 cifras" in una.motivo) == ("N", True)


def test_una_celda_combinada_aparta_la_fila_que_se_queda_sin_dato(tmp_path):
    ruta = escribir(
        tmp_path / "a.xlsx",
        [("1", DIA, "", "Obras"), ("2", DIA, "", None), ("3", DIA, "", "Otra")],
        antes=lambda libro, hoja: hoja.merge_cells("D2:D3"),
    )
    visto = LoQueNoSeVe()
    uno, dos, tres = leer(ruta, visto=visto)
    assert (uno.dependencia, tres.dependencia) == ("Obras", "Otra")
    assert (dos.linea, dos.columna) == (3, "DEP")
    assert "D2:D3" in dos.motivo
    assert visto.combinadas == ["D2:D3"]


def test_el_titulo_combinado_de_arriba_no_es_el_encabezado(tmp_path):
    def con_titulo(libro, hoja):
        hoja.insert_rows(1, 3)
        hoja["A1"] = "ALCALDÍA DE PRUEBA"
        hoja.merge_cells("A1:D1")

    ruta = escribir(tmp_path / "a.xlsx", [("1", "2026-03-05", "", "")], antes=con_titulo)
    (una,) = leer(ruta)
    assert (una.numero, una.linea) == ("1", 5)


def test_lo_oculto_se_dice_y_no_entra_a_escondidas(tmp_path):
    def esconder(libro, hoja):
        hoja.row_dimensions[3].hidden = True
        hoja.column_dimensions["C"].hidden = True
        libro.create_sheet("Vieja").sheet_state = "hidden"

    ruta = escribir(tmp_path / "a.xlsx", [("1", DIA, "Z", ""), ("2", DIA, "", "")], antes=esconder)
    visto = LoQueNoSeVe()
    uno, dos = leer(ruta, visto=visto)
    assert isinstance(uno, Importada)
    assert "oculta" in dos.motivo
    dicho = " ".join(visto.avisos(con_ocultas=False))
    assert "«Vieja»" in dicho
    assert "C «Q»" in dicho
    assert "1 filas ocultas" in dicho or "1 fila oculta" in dicho
    con_ocultas = MAPA.replace("[columnas]", '[formato]\nocultas = "si"\n[columnas]')
    assert all(isinstance(u, Importada) for u in leer(ruta, con_ocultas))


def test_una_formula_sin_resultado_se_aparta_y_un_nombre_con_formula_es_texto(tmp_path):
    ruta = escribir(
        tmp_path / "a.xlsx", [("1", DIA, '=HYPERLINK("http://x","y")', ""), ("2", DIA, "Ana", "")]
    )
    uno, dos = leer(ruta)
    assert (uno.columna, "fórmula" in uno.motivo) == ("Q", True)
    assert dos.rotulo == "Ana"


def test_una_formula_con_su_resultado_entra_con_el_y_se_dice(tmp_path):
    base = escribir(tmp_path / "b.xlsx", [])
    xml = (
        CABEZA
        + b'<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>N</t></is></c><c r="B1" t="inlineStr">'
        b'<is><t>F</t></is></c><c r="C1" t="str"><v>Q</v></c><c r="D1" t="str"><v>DEP</v></c></row>'
        b'<row r="2"><c r="A2" t="str"><f>"R"&amp;1</f><v>R1</v></c><c r="B2" t="d"><v>2026-03-05</v></c>'
        b'<c r="C2" t="str"><v>=cmd()</v></c></row></sheetData></worksheet>'
    )
    visto = LoQueNoSeVe()
    (una,) = leer(con_hoja(tmp_path / "a.xlsx", base, xml), visto=visto)
    assert (una.numero, una.rotulo, visto.formulas) == ("R1", "=cmd()", 1)


def test_un_error_de_excel_aparta_la_fila(tmp_path):
    ruta = escribir(tmp_path / "a.xlsx", [("1", "#N/A", "", "")])
    (una,) = leer(ruta)
    assert (una.columna, "#N/A" in una.motivo) == ("F", True)


def test_diez_mil_columnas_se_rechazan(tmp_path):
    ruta = escribir(tmp_path / "a.xlsx", [], titulos=[f"c{i}" for i in range(10_000)])
    with pytest.raises(ArchivoInvalido, match="10000 columnas"):
        leer(ruta)


def test_las_filas_declaradas_y_vacias_no_pesan(tmp_path):
    base = escribir(tmp_path / "b.xlsx", [("1", "2026-03-05", "", "")])
    with zipfile.ZipFile(base) as z:
        hoja = z.read("xl/worksheets/sheet1.xml")
    vacias = b"".join(b'<row r="%d"/>' % i for i in range(3, 60_000))
    grande = hoja.replace(b"</sheetData>", vacias + b"</sheetData>")
    ruta = con_hoja(tmp_path / "a.xlsx", base, grande)
    del grande, vacias
    tracemalloc.start()
    assert len(leer(ruta)) == 1
    _, maximo = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert maximo < 6 << 20


def test_una_bomba_de_entidades_no_se_abre(tmp_path):
    base = escribir(tmp_path / "b.xlsx", [])
    bomba = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
        b"<worksheet><sheetData><row><c><v>&b;</v></c></row></sheetData></worksheet>"
    )
    for parte in ("xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"):
        with pytest.raises(ArchivoInvalido, match="pueden hacer daño"):
            leer(con_hoja(tmp_path / "a.xlsx", base, bomba, parte))


def test_una_celda_que_se_infla_no_llena_la_memoria(tmp_path):
    base = escribir(tmp_path / "b.xlsx", [])
    xml = CABEZA + b'<sheetData><row><c t="str"><v>' + b"a" * (40 << 20) + b"</v></c></row>"
    with pytest.raises(ArchivoInvalido, match="se infla"):
        leer(con_hoja(tmp_path / "a.xlsx", base, xml + b"</sheetData></worksheet>"))


@pytest.mark.parametrize(
    "xml",
    [
        '<sheetData><row><c s="²"><v>1</v></c></row></sheetData>',
        '<cols><col hidden="1" min="x" max="²"/></cols><sheetData><row r="²"><c/></row></sheetData>',
        f'<sheetData><row r="{"9" * 5000}"><c t="s"><v>{"9" * 5000}</v></c></row></sheetData>',
    ],
)
def test_un_numero_que_no_es_numero_no_tumba_la_lectura(tmp_path, xml):
    base = escribir(tmp_path / "b.xlsx", [])
    hoja = CABEZA + xml.encode() + b"</worksheet>"
    with pytest.raises(ArchivoInvalido):
        leer(con_hoja(tmp_path / "a.xlsx", base, hoja))


def test_un_formato_de_ceros_no_infla_cada_celda(tmp_path):
    def con_ceros(libro, hoja):
        hoja["A2"].number_format = "0" * 100_000

    (una,) = leer(escribir(tmp_path / "a.xlsx", [(7, DIA, "", "")], antes=con_ceros))
    assert una.numero == "7"


def test_un_libro_antiguo_uno_con_contrasena_y_uno_danado_dicen_que_hacer(tmp_path):
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    casos = {
        ole + b"\0" * 600: r"\.xls\).*guárdelo",
        ole + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"): "contraseña",
        b"PK\x03\x04" + b"basura" * 100: "dañado",
        b"%PDF-1.7": "PDF",
    }
    for numero, (bytes_, frase) in enumerate(casos.items()):
        ruta = tmp_path / f"{numero}.xlsx"
        ruta.write_bytes(bytes_)
        with pytest.raises(ArchivoInvalido, match=frase):
            leer(ruta)


def test_otros_documentos_y_un_libro_cortado_se_rechazan(tmp_path):
    for parte, frase in (
        ("content.xml", "LibreOffice"),
        ("word/document.xml", "Word"),
        ("xl/workbook.bin", "xlsb"),
        ("otra", "dañado"),
    ):
        ruta = tmp_path / "a.xlsx"
        with zipfile.ZipFile(ruta, "w") as z:
            z.writestr(parte, "x")
        with pytest.raises(ArchivoInvalido, match=frase):
            leer(ruta)
    entero = escribir(tmp_path / "b.xlsx", [("1", "2026-03-05", "", "")]).read_bytes()
    roto = bytearray(entero)
    lugar = entero.index(b"xl/worksheets/sheet1.xml") + 40
    roto[lugar : lugar + 30] = b"\0" * 30
    ruta.write_bytes(bytes(roto))
    with pytest.raises(ArchivoInvalido, match="dañado"):
        leer(ruta)


def test_una_hoja_que_no_esta_dice_cuales_hay(tmp_path):
    ruta = escribir(tmp_path / "a.xlsx", [])
    con_hoja_otra = MAPA.replace("[columnas]", '[formato]\nhoja = "Enero"\n[columnas]')
    with pytest.raises(ArchivoInvalido, match="Las que trae son: «Sheet»"):
        leer(ruta, con_hoja_otra)


@given(st.binary(max_size=400))
def test_ningun_archivo_rompe_el_lector(tmp_path_factory, crudo):
    ruta = tmp_path_factory.mktemp("x") / "a.xlsx"
    for comienzo in (b"PK\x03\x04", b"", b"\xff\xfe"):
        ruta.write_bytes(comienzo + crudo)
        with pytest.raises(ArchivoInvalido):
            leer(ruta)
