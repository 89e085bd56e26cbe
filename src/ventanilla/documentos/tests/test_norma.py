"""Los documentos cumplen PDF/UA-1 y PDF/A-2a: los lee un lector de pantalla y duran."""

from __future__ import annotations

from typing import Any

import pytest

from ventanilla.documentos.tests.lectura import estructura, lector, raiz
from ventanilla.documentos.tests.muestras import (
    CADA_DOCUMENTO,
)


@pytest.fixture(params=list(CADA_DOCUMENTO))
def pdf(request: pytest.FixtureRequest) -> bytes:
    return CADA_DOCUMENTO[request.param]()


def test_es_pdf_ua_y_pdf_a(pdf: bytes) -> None:
    catalogo = raiz(pdf)
    xmp = catalogo["/Metadata"].get_object().get_data().decode()
    assert catalogo["/MarkInfo"]["/Marked"].value is True
    assert catalogo["/Lang"] == "es-CO"
    assert catalogo["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert "<pdfaid:part>2</pdfaid:part>" in xmp
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in xmp
    assert lector(pdf).metadata.title  # type: ignore[union-attr]


def test_toda_imagen_tiene_texto_alterno(pdf: bytes) -> None:
    figuras = [e for e in estructura(pdf) if e["/S"] == "/Figure"]
    assert figuras
    assert all(str(figura.get("/Alt", "")).strip() for figura in figuras)


def test_los_titulos_van_en_orden(pdf: bytes) -> None:
    niveles = [
        int(e["/S"][2:]) for e in estructura(pdf) if e["/S"] in {f"/H{n}" for n in range(1, 7)}
    ]
    previo = 0
    for nivel in niveles:
        assert nivel <= previo + 1
        previo = nivel


def test_toda_tabla_tiene_encabezado(pdf: bytes) -> None:
    partes = [e["/S"] for e in estructura(pdf)]
    assert partes.count("/Table") >= 1
    assert partes.count("/THead") == partes.count("/Table")
    assert "/TH" in partes


def test_todas_las_letras_van_dentro_del_archivo(pdf: bytes) -> None:
    for hoja in lector(pdf).pages:
        recursos: Any = hoja["/Resources"]
        for fuente in recursos["/Font"].values():
            base = fuente.get_object()["/DescendantFonts"][0].get_object()
            descriptor = base["/FontDescriptor"].get_object()
            assert "/FontFile2" in descriptor or "/FontFile3" in descriptor
            assert any(
                nombre in base["/BaseFont"] for nombre in ("NunitoSans", "DejaVu", "NotoEmoji")
            )
