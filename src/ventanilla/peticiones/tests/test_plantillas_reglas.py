"""Las variables de una plantilla: las que hay, las mal escritas y las que no existen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ventanilla.documentos.bloques import limpiar_html
from ventanilla.peticiones.reglas.escritura import a_html
from ventanilla.peticiones.reglas.plantillas import (
    VARIABLES,
    agregar,
    aplicar,
    de_fabrica,
    faltas_de,
    por_llenar,
)
from ventanilla.terminos.normas import codigos_de_clase


def test_las_que_existen_no_tienen_falta() -> None:
    assert faltas_de(" ".join(f"{{{{{v}}}}} {{{{ {v} }}}}" for v in VARIABLES)) == []


@pytest.mark.parametrize(
    ("texto", "dicho"),
    [
        ("{{radicdo}}", "{{radicado}}»?"),
        ("{{Radicado}}", "¿Quiso escribir «{{radicado}}»?"),
        ("{{clave}}", "«{{clave}}» no existe"),
        ("{{}}", "no existe"),
        ("{{radicado}", "abre con {{ y cierra con }}"),
        ("radicado}}", "abre con {{ y cierra con }}"),
        ("{{radicado|safe}}", "no existe"),
        ("{{ radicado.serie }}", "no existe"),
    ],
)
def test_la_que_no_sirve_se_nombra_y_se_dicen_las_buenas(texto: str, dicho: str) -> None:
    faltas = faltas_de(f"Hola.\n\n{texto}")
    assert dicho in faltas[0]
    assert "{{fecha_radicacion}}" in faltas[-1]


def test_las_etiquetas_de_otro_motor_son_texto() -> None:
    assert faltas_de("{% debug %} {# nota #} ${radicado} {uno}") == []
    assert aplicar("{% debug %}", {}) == "{% debug %}"


@given(st.text(max_size=200))
def test_ningun_valor_da_formato_ni_trae_otra_variable(valor: str) -> None:
    puesto = aplicar("{{asunto}}", {"asunto": valor, "radicado": "NO"})
    html = a_html(puesto)
    assert "<strong>" not in html
    assert "<a " not in html
    assert "<ul>" not in html
    assert "<ol>" not in html
    assert por_llenar(puesto) == []


@given(st.text(max_size=300))
def test_nada_de_lo_que_se_escriba_hace_fallar(texto: str) -> None:
    faltas_de(texto)
    aplicar(texto, dict.fromkeys(VARIABLES, "x"))
    assert limpiar_html(a_html(aplicar(texto, {}))) is not None


def test_un_valor_que_parece_variable_no_se_vuelve_a_cambiar() -> None:
    assert aplicar("{{asunto}}", {"asunto": "{{radicado}}", "radicado": "1"}) == "{radicado}"


def test_lo_que_falta_por_llenar_se_dice_en_su_orden() -> None:
    assert por_llenar("[[uno]] y {{vence}} y [x](https://e.co)") == ["[[uno]]", "{{vence}}"]


@given(st.text(max_size=50), st.text(max_size=50))
def test_agregar_nunca_quita_lo_escrito(escrito: str, nuevo: str) -> None:
    juntos = agregar(escrito, nuevo)
    assert not escrito.strip() or juntos.startswith(escrito.rstrip())
    assert juntos.endswith(nuevo.strip())


def test_las_de_fabrica_sirven() -> None:
    clases = {"", *codigos_de_clase()}
    for plantilla in de_fabrica():
        assert faltas_de(plantilla["texto"]) == []
        assert plantilla["clase"] in clases
        assert 0 < len(plantilla["nombre"]) <= 120
