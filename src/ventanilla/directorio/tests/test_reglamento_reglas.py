"""El reglamento, en lo puro: lo que un artículo dice y lo que el ajuste vale no se separan."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ventanilla.directorio.reglas.reglamento import (
    AJUSTES,
    Escrito,
    comparar,
    faltas_de,
    faltas_de_adopcion,
    fija,
    inicial,
    legible,
    marcas,
    rellenar,
)
from ventanilla.estructura.reglas.tipos import REGLAMENTO

pytestmark = pytest.mark.pura
VALORES = {
    "horario": "Lunes a viernes, de 8:00 a. m. a 5:00 p. m.",
    "recepcion": "dia_siguiente_habil",
    "hora_cierre": None,
    "reactivacion": "reanuda",
    "aclaracion_detiene": False,
    "correo_notifica": "aceptacion",
    "dias_de_alerta": 3,
}
HOY = date(2026, 11, 20)


def test_el_texto_de_fabrica_sirve_y_fija_todos_los_ajustes() -> None:
    assert faltas_de(inicial(), VALORES) == []
    assert set(fija(inicial())) == set(AJUSTES)
    for articulo in inicial():
        assert not marcas(rellenar(articulo.plantilla, VALORES))


def test_las_opciones_son_las_que_entiende_el_calculo_de_los_terminos() -> None:
    for campo in ("recepcion", "reactivacion", "correo_notifica"):
        assert {v for v, _ in AJUSTES[campo].opciones} == set(REGLAMENTO[campo].opciones)


@pytest.mark.parametrize(
    ("campo", "valor", "dicho"),
    [
        ("dias_de_alerta", 1, "1 día hábil"),
        ("dias_de_alerta", 5, "5 días hábiles"),
        ("hora_cierre", "17:30:00", "5:30 p. m."),
        ("hora_cierre", "12:00:00", "12:00 p. m."),
        ("hora_cierre", None, "no se fija"),
        ("aclaracion_detiene", True, "detiene el término"),
        ("reactivacion", "reinicia", "vuelve a empezar"),
    ],
)
def test_un_valor_se_lee_como_lo_diria_una_persona(campo, valor, dicho) -> None:
    assert legible(campo, valor) == dicho


@pytest.mark.parametrize(
    ("articulos", "dicho"),
    [
        ([], "sin artículos"),
        ([Escrito("Uno", "")], "le falta el título o el texto"),
        ([Escrito("Uno", "Con [horaario]")], "no es un ajuste"),
        ([Escrito("Uno", "[horario]"), Escrito("Dos", "[horario]")], "artículos 1 y 2"),
    ],
)
def test_lo_que_no_cuadra_se_dice_con_su_articulo(articulos, dicho) -> None:
    assert any(dicho in f.mensaje for f in faltas_de(articulos, VALORES))


@pytest.mark.parametrize(
    "malo",
    [
        {"dias_de_alerta": 0},
        {"dias_de_alerta": 16},
        {"dias_de_alerta": "3"},
        {"recepcion": "cuando quiera"},
        {"horario": ""},
        {"recepcion": "recibida_habil_siguiente", "hora_cierre": None},
    ],
)
def test_un_valor_que_no_sirve_no_pasa(malo) -> None:
    assert faltas_de(inicial(), VALORES | malo)


@pytest.mark.parametrize(
    ("desde", "anterior", "cambia", "puede"),
    [
        (HOY, None, True, True),
        (date(2020, 1, 1), None, False, True),
        (date(2020, 1, 1), None, True, False),
        (date(2026, 11, 19), date(2020, 1, 1), False, False),
        (HOY, HOY, True, False),
        (date(2027, 1, 1), HOY, True, True),
    ],
)
def test_una_version_no_rige_hacia_atras(desde, anterior, cambia, puede) -> None:
    faltas = faltas_de_adopcion(
        "Resolución 1", date(2019, 5, 5), desde, hoy=HOY, anterior=anterior, cambia=cambia
    )
    assert (faltas == []) is puede


_escritos = st.lists(
    st.builds(Escrito, st.text("abc", min_size=1, max_size=3), st.text("ab c\n", max_size=30)),
    max_size=6,
    unique_by=lambda e: e.titulo,
)


@given(_escritos, _escritos)
def test_con_lo_comparado_se_arma_el_texto_de_las_dos_versiones(antes, despues) -> None:
    comparados = comparar(antes, despues)

    def textos(*cuales: str) -> list[str]:
        return [
            "".join(p.texto for p in c.piezas if p.que in ("igual", cuales[0]))
            for c in comparados
            if c.que in ("igual", "cambia", cuales[1])
        ]

    assert textos("quita", "sale") == [a.plantilla for a in antes]
    assert textos("pone", "nuevo") == [d.plantilla for d in despues]
