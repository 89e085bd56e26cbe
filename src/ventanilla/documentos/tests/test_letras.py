"""Todo signo sale dibujado o advertido; ninguna palabra se sale de la hoja."""

from hypothesis import given
from hypothesis import strategies as st

from ventanilla.documentos.letras import CORTE, alcance, imprimible, preparar


def test_las_letras_de_las_lenguas_de_aqui_tienen_dibujo() -> None:
    assert (
        set("áéíóúüñÁÉÍÓÚÜÑ¿¡«»“”\u2018\u2019—–…·º°½€✓ẽĩũãõçÇɨɛɔʉ\u0303\u0331\ua78c") <= alcance()
    )


def test_las_direcciones_y_huellas_no_se_tocan() -> None:
    largo = "a" * 100
    dato = {"url": largo, "svg_qr": largo, "sha256": largo, "sello": largo, "nombre": largo}
    listo = preparar({"hondo": [dato]})
    assert isinstance(listo, dict)
    for llave, valor in listo["hondo"][0].items():
        assert (CORTE in valor) == (llave == "nombre")
        assert valor.replace(CORTE, "") == largo


def test_lo_que_no_es_texto_queda_igual() -> None:
    assert preparar({"a": 1, "b": None, "c": True, "d": ("x", 2.5)}) == {
        "a": 1,
        "b": None,
        "c": True,
        "d": ["x", 2.5],
    }


def test_los_saltos_raros_son_saltos() -> None:
    assert imprimible("a\r\nb\rc\u2028d") == "a\nb\nc\nd"


@given(st.text())
def test_solo_queda_lo_que_se_puede_dibujar(texto: str) -> None:
    listo = imprimible(texto)
    assert set(listo) <= alcance()
    assert all(len(trozo) <= 32 for trozo in listo.replace(CORTE, " ").split())


@given(st.text(alphabet="abcñ-/.@ \n", max_size=300))
def test_partir_una_palabra_no_le_quita_letras(texto: str) -> None:
    assert imprimible(texto).replace(CORTE, "") == texto
