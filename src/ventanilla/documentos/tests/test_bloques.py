"""Lo que el funcionario escribe en el editor llega al oficio, y nada más que eso."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ventanilla.documentos.bloques import Bloque, html_a_bloques, texto_a_bloques


def test_negrita_cursiva_y_enlace_se_conservan() -> None:
    html = '<p>Hola <strong>a <em>b</em></strong>, vea <a href="https://e.co">esto</a>.</p>'
    assert html_a_bloques(html) == [
        {
            "tipo": "parrafo",
            "trozos": [
                {"texto": "Hola "},
                {"texto": "a ", "negrita": True},
                {"texto": "b", "negrita": True, "cursiva": True},
                {"texto": ", vea "},
                {"texto": "esto", "url": "https://e.co"},
                {"texto": "."},
            ],
        }
    ]


def test_lista_dentro_de_lista() -> None:
    (lista,) = html_a_bloques("<ol><li>uno<ul><li>a</li></ul></li><li>dos</li></ol>")
    assert lista["ordenada"]
    assert [len(punto) for punto in lista["puntos"]] == [2, 1]
    assert lista["puntos"][0][1]["tipo"] == "lista"
    assert not lista["puntos"][0][1]["ordenada"]


def test_las_filas_de_una_tabla_quedan_parejas() -> None:
    (tabla,) = html_a_bloques(
        "<table><tr><th>A</th><th>B</th></tr><tr><td>1</td></tr>"
        "<tr><td><p>2</p><p>3</p></td><td>4</td></tr></table>"
    )
    assert tabla["encabezado"] == [[{"texto": "A"}], [{"texto": "B"}]]
    assert tabla["filas"][0] == [[{"texto": "1"}], []]
    assert "".join(t["texto"] for t in tabla["filas"][1][0]) == "2 3"


def test_los_titulos_no_saltan_niveles() -> None:
    bloques = html_a_bloques("<h4>a</h4><p>x</p><h6>b</h6><h1>c</h1><h3>d</h3>")
    assert [b["nivel"] for b in bloques if b["tipo"] == "titulo"] == [1, 2, 1, 2]


def test_el_salto_de_linea_se_conserva() -> None:
    (parrafo,) = html_a_bloques("<p>uno<br>dos<br></p>")
    assert "".join(t["texto"] for t in parrafo["trozos"]) == "uno\ndos"


def test_la_cita_guarda_sus_parrafos() -> None:
    (cita,) = html_a_bloques("<blockquote><p>a</p><p>b</p></blockquote>")
    assert [b["tipo"] for b in cita["bloques"]] == ["parrafo", "parrafo"]


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<style>p{}</style>",
        "<img src=x onerror=alert(1)>",
        "<p>   </p><p><br></p>",
        "",
        "<!-- nota -->",
        "<table></table>",
    ],
)
def test_lo_que_no_se_lee_no_deja_rastro(html: str) -> None:
    assert html_a_bloques(html) == []


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd"])
def test_un_enlace_peligroso_queda_en_texto(url: str) -> None:
    (parrafo,) = html_a_bloques(f'<p><a href="{url}">clic</a></p>')
    assert parrafo["trozos"] == [{"texto": "clic"}]


def test_el_texto_llano_se_parte_en_parrafos() -> None:
    bloques = texto_a_bloques("uno\r\ndos\n\n\n\ntres\n")
    assert [b["trozos"][0]["texto"] for b in bloques] == ["uno\ndos", "tres"]


def _letras(bloques: list[Bloque]) -> str:
    return json.dumps(bloques, ensure_ascii=False)


def test_mil_honduras_no_tumban_el_lector() -> None:
    html = "<ul><li>" * 1000 + "fin" + "</li></ul>" * 1000 + "<p>después</p>"
    bloques = html_a_bloques(html)
    assert "fin" in _letras(bloques)
    assert bloques[-1] == {"tipo": "parrafo", "trozos": [{"texto": "después"}]}


ETIQUETAS = (
    *("<p>", "</p>", "<h1>", "</h1>", "<h5>", "<blockquote>", "</blockquote>", "<br>"),
    *("<ul>", "</ul>", "<ol>", "<li>", "</li>", "<b>", "</b>", "<i>", "<a href=x>", "</a>"),
    *("<table>", "</table>", "<tr>", "<td>", "</td>", "<th>", " ", "letra"),
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(ETIQUETAS),
        max_size=40,
    )
)
def test_ningun_html_roto_rompe_el_lector_ni_pierde_letras(partes: list[str]) -> None:
    bloques = html_a_bloques("".join(partes))
    assert _letras(bloques).count("letra") == "".join(partes).count("letra")
