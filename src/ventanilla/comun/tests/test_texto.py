"""El texto que llega se limpia en la puerta y limpiarlo no cuesta más de lo que mide."""

import time
import unicodedata

import pytest

from ventanilla.comun.texto import MARCAS_POR_LETRA, limpiar, limpiar_linea

pytestmark = pytest.mark.pura


def test_quita_controles_sustitutos_e_inversores_y_conserva_lo_demas():
    assert limpiar("a\x00b\u202ec\ud800d\r\ne\t😀 ñ") == "abcd\ne\t😀 ñ"
    assert limpiar_linea("  Ana \n María\u2066  ") == "Ana María"


def test_las_letras_con_sus_marcas_quedan_compuestas():
    assert limpiar("n\u0303u\u0301") == "ñú"


# Con el orden cuadrático esto tardaba horas y ocupaba un proceso entero de la web.
@pytest.mark.parametrize("marcas", ["\u0300\u0316", "\u0f73", "\u0344\u0316"])
def test_un_texto_hecho_solo_de_marcas_no_detiene_el_servicio(marcas):
    antes = time.process_time()
    limpio = limpiar("a" + marcas * 1_000_000)
    assert time.process_time() - antes < 5
    assert len(limpio) <= 1 + 3 * MARCAS_POR_LETRA


def test_las_marcas_que_una_lengua_usa_no_se_tocan():
    vietnamita = "Nguye\u0302\u0303n"
    assert limpiar(vietnamita) == unicodedata.normalize("NFC", vietnamita)
    assert limpiar("z" + "\u0301" * MARCAS_POR_LETRA).count("\u0301") == MARCAS_POR_LETRA - 1
