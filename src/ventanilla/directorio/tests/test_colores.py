"""El color de la entidad se lee siempre, en claro y en oscuro."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ventanilla.directorio.reglas.colores import (
    AA,
    BLANCO,
    LETRA_EN_OSCURO,
    NEGRO,
    PAPEL_OSCURO,
    contraste,
    es_color,
    hoja,
    paleta_clara,
    paleta_oscura,
    por_que_no_se_lee,
)

pytestmark = pytest.mark.pura
COLORES = st.integers(0, 0xFFFFFF).map(lambda n: f"#{n:06x}")


def test_el_contraste_va_de_uno_a_veintiuno() -> None:
    assert contraste(BLANCO, BLANCO) == 1
    assert contraste(NEGRO, BLANCO) == pytest.approx(21)
    # El gris que WCAG da de ejemplo en el límite.
    assert contraste("#767676", BLANCO) == pytest.approx(4.54, abs=0.01)


def test_el_motivo_dice_lo_medido() -> None:
    assert "a 1, y hacen falta 4,5" in por_que_no_se_lee("#ffcc00")
    assert por_que_no_se_lee("#7a1f3d") == ""


@given(COLORES)
def test_todo_color_que_se_acepta_da_tonos_que_se_leen(color: str) -> None:
    assume(not por_que_no_se_lee(color))
    claro, oscuro = paleta_clara(color), paleta_oscura(color)
    assert contraste(claro.marca, BLANCO) >= AA
    assert contraste(claro.fuerte, claro.suave) >= AA
    assert contraste(oscuro.marca, PAPEL_OSCURO) >= AA
    assert contraste(oscuro.marca, LETRA_EN_OSCURO) >= AA
    assert contraste(oscuro.fuerte, oscuro.suave) >= AA
    assert all(es_color(c) for c in (claro.fuerte, claro.media, oscuro.media, oscuro.suave))


@given(COLORES, COLORES)
def test_el_contraste_no_depende_del_orden(uno: str, otro: str) -> None:
    assert contraste(uno, otro) == contraste(otro, uno)


def test_la_hoja_no_toca_la_barra_del_estado() -> None:
    assert "--barra" not in hoja("#7a1f3d")
    assert "--marca: #7a1f3d;" in hoja("#7a1f3d")
