"""El bloque da lo mismo que contar una por una."""

from datetime import date, datetime, time
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ventanilla.comun.calendario import DiaLocal, FueraDeCalendario, nacional
from ventanilla.comun.reloj import BOGOTA
from ventanilla.terminos.bloque import CODIGOS, indices_de_clase, vencimientos_en_bloque
from ventanilla.terminos.computar import (
    ClaseDesconocida,
    ErrorDeTermino,
    Politica,
    Recepcion,
    SinRegla,
    Transicion,
    computar,
)

CIERRES = nacional().con(
    DiaLocal(date(anio, mes, 27), "cierre", afecta_terminos_legales=mes % 2 == 0)
    for anio in range(2015, 2028)
    for mes in (3, 4, 5, 12)
)
POLITICAS = st.builds(
    Politica, recepcion=st.sampled_from(Recepcion), transicion_2207=st.sampled_from(Transicion)
)


def uno(clase: str, recibida: date, **opciones: Any) -> np.datetime64:
    try:
        c = computar(clase, datetime.combine(recibida, time.min, tzinfo=BOGOTA), **opciones)
    except (SinRegla, FueraDeCalendario):
        return np.datetime64("NaT", "D")
    return np.datetime64(c.vence, "D")


FECHAS = st.one_of(
    st.dates(date(2014, 1, 1), date(2030, 12, 31)),
    st.dates(date(2020, 1, 20), date(2020, 4, 10)),
    st.dates(date(2022, 3, 1), date(2022, 6, 10)),
)


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.tuples(FECHAS, st.integers(0, len(CODIGOS) - 1)), min_size=1, max_size=12),
    POLITICAS,
    st.booleans(),
    st.sampled_from([nacional(), nacional(jornada_sabado=True), CIERRES]),
)
def test_es_igual_a_computar_una_por_una(filas, politica, excluye, calendario):
    opciones = {"calendario": calendario, "politica": politica, "excluye_ampliacion": excluye}
    bloque = vencimientos_en_bloque(
        np.array([f for f, _ in filas], dtype="datetime64[D]"),
        np.array([c for _, c in filas]),
        **opciones,
    )
    esperado = np.array([uno(CODIGOS[c], f, **opciones) for f, c in filas], dtype="datetime64[D]")
    np.testing.assert_array_equal(bloque, esperado)


@pytest.mark.parametrize("transicion", Transicion)
@pytest.mark.parametrize("clase", ["peticion", "informacion", "consulta"])
def test_todos_los_dias_de_los_tres_regimenes(clase, transicion):
    politica = Politica(transicion_2207=transicion)
    dias = np.arange("2020-01-15", "2022-07-01", dtype="datetime64[D]")
    bloque = vencimientos_en_bloque(dias, clase, politica=politica)
    esperado = [uno(clase, dia, politica=politica) for dia in dias.tolist()]
    np.testing.assert_array_equal(bloque, np.array(esperado, dtype="datetime64[D]"))


def test_acepta_textos_con_sinonimos_y_una_clase_para_todas():
    dias = np.array(["2023-06-09", "2023-06-09"], dtype="datetime64[D]")
    textos = vencimientos_en_bloque(dias, np.array(["Petición general", "documentos"]))
    assert textos.tolist() == [date(2023, 7, 5), date(2023, 6, 27)]
    assert indices_de_clase(np.array(["queja", "queja"])).tolist() == [CODIGOS.index("queja")] * 2


def test_sin_fecha_sin_termino_o_sin_regla_da_vacio():
    dias = np.array(["NaT", "2023-06-09", "1999-01-01", "9999-12-31"], dtype="datetime64[D]")
    clases = np.array(["peticion", "felicitacion", "peticion", "peticion"])
    assert np.isnat(vencimientos_en_bloque(dias, clases)).all()


def test_un_arreglo_vacio_devuelve_otro_vacio():
    vacio = np.array([], dtype="datetime64[D]")
    assert vencimientos_en_bloque(vacio, np.array([], dtype=int)).size == 0


@pytest.mark.parametrize(
    ("clases", "error"),
    [
        (np.array(["inventada"]), ClaseDesconocida),
        (np.array([999]), ClaseDesconocida),
        (np.array([-1]), ClaseDesconocida),
        (np.array([0, 0]), ErrorDeTermino),
    ],
)
def test_una_clase_que_no_existe_o_no_cuadra_se_dice(clases, error):
    with pytest.raises(error):
        vencimientos_en_bloque(np.array(["2023-06-09"], dtype="datetime64[D]"), clases)
