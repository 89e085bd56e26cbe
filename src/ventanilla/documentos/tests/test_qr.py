"""El QR es un dibujo sin estilos ni guiones, apto para la página y para el documento."""

import pytest

from ventanilla.documentos.qr import qr_svg


def test_el_qr_no_trae_estilos_ni_guiones() -> None:
    svg = qr_svg("https://ventanilla.ejemplo.gov.co/verificar/k7qf29xm")
    assert svg.startswith("<svg")
    assert "viewBox" in svg
    assert "style" not in svg
    assert "script" not in svg
    assert 'width="' not in svg


def test_la_misma_direccion_da_el_mismo_dibujo() -> None:
    assert qr_svg("https://a.co/1") == qr_svg("https://a.co/1")
    assert qr_svg("https://a.co/1") != qr_svg("https://a.co/2")


@pytest.mark.parametrize("url", ["", "https://a.co/" + "x" * 5000])
def test_una_direccion_imposible_se_rechaza(url: str) -> None:
    with pytest.raises(ValueError, match="dirección"):
        qr_svg(url)
