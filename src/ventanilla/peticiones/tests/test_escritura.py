"""Lo que se escribe en el recuadro vuelve igual, y nada de ello se vuelve HTML ajeno."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ventanilla.documentos.bloques import html_a_bloques, limpiar_html
from ventanilla.peticiones.reglas.escritura import a_html, a_texto


@pytest.mark.parametrize(
    ("texto", "html"),
    [
        ("", ""),
        ("Hola", "<p>Hola</p>"),
        ("Uno\ndos", "<p>Uno<br>dos</p>"),
        ("Uno\n\n\n\nDos", "<p>Uno</p>\n<p>Dos</p>"),
        ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
        ("1. a\n2) b", "<ol><li>a</li><li>b</li></ol>"),
        ("Vea:\n- a", "<p>Vea:</p>\n<ul><li>a</li></ul>"),
        ("**sí**", "<p><strong>sí</strong></p>"),
        ("2 ** 3 ** 4", "<p>2 ** 3 ** 4</p>"),
        ("[x](https://a.co/b)", '<p><a href="https://a.co/b">x</a></p>'),
        ("[x](javascript:1)", "<p>[x](javascript:1)</p>"),
        ("<b>a & b</b>", "<p>&lt;b&gt;a &amp; b&lt;/b&gt;</p>"),
    ],
)
def test_las_marcas_dan_este_html(texto: str, html: str) -> None:
    assert a_html(texto) == html
    assert limpiar_html(html).replace(' rel="noopener noreferrer"', "") == html


@pytest.mark.parametrize(
    "texto",
    [
        "Cordial saludo.\n\nVa en **dos** partes:\n\n- una\n- [otra](https://a.co)\n\nGracias.",
        "1. uno\n2. dos",
        "Línea\nsiguiente",
    ],
)
def test_lo_escrito_vuelve_igual(texto: str) -> None:
    assert a_texto(html_a_bloques(limpiar_html(a_html(texto)))) == texto


TROZOS = ["a", "b", "**", "*", " ", "\n", "\n\n", "- ", "1. ", "[x](https://a.co)", "<b>", "&", "<"]


@given(st.lists(st.sampled_from(TROZOS), max_size=14).map("".join))
def test_volver_a_guardar_no_cambia_lo_que_se_edita(texto: str) -> None:
    primera = a_texto(html_a_bloques(limpiar_html(a_html(texto))))
    segunda = a_texto(html_a_bloques(limpiar_html(a_html(primera))))
    assert segunda == primera


@pytest.mark.parametrize("hostil", ["[", "**a ", "[a](", "[a](http://x", "**"])
def test_un_texto_hostil_no_detiene_el_servicio(hostil: str) -> None:
    antes = time.process_time()
    a_html(hostil * (60_000 // len(hostil)))
    assert time.process_time() - antes < 3
