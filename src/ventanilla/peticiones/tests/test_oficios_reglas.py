"""Lo que dice cada oficio, con cualquier texto que se escriba."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from ventanilla.documentos.bloques import html_a_bloques
from ventanilla.peticiones.reglas import oficios as reglas
from ventanilla.peticiones.reglas.escritura import a_html

CITADA = reglas.Citada("2026-000001", date(2026, 2, 2))
ESCRITO = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=80)


@given(razon=ESCRITO, parcial=st.booleans(), anexos=st.integers(0, 9), van=st.booleans())
def test_lo_que_se_escribe_en_un_oficio_nunca_es_html(razon, parcial, anexos, van):
    cuerpo = reglas.de_traslado(CITADA, razon=razon, parcial=parcial, anexos=anexos, van_anexos=van)
    assert "artículo 21" in cuerpo
    assert "<script" not in a_html(cuerpo)
    assert html_a_bloques(a_html(cuerpo))


@given(falta=ESCRITO, razones=ESCRITO)
def test_el_desistimiento_siempre_dice_el_recurso_y_la_fecha(falta, razones):
    cuerpo = reglas.de_desistimiento(
        CITADA, pedida=date(2026, 2, 10), falta=falta, limite=date(2026, 3, 10), razones=razones
    )
    assert "10 de marzo de 2026" in cuerpo or "10 mar 2026" in cuerpo
    assert "otra vez" in cuerpo
    assert "reposición" in reglas.SOLO_REPOSICION[0]
