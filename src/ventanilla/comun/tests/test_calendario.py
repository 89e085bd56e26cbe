"""Qué días cuentan: festivos, fines de semana, cierres locales y meses."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ventanilla.comun.calendario import (
    Calendario,
    DiaLocal,
    Efecto,
    FueraDeCalendario,
    Lectura,
    mismo_dia_del_mes,
    momento_limite,
    nacional,
)
from ventanilla.comun.festivos import FESTIVOS_LEGALES, festivos_del_anio

# Ley 51 de 1983 y Ley 2578 de 2026: fechas distintas de cada año, revisadas a mano.
FESTIVOS = {
    2020: "01-01 01-06 03-23 04-09 04-10 05-01 05-25 06-15 06-22 06-29 07-20 08-07 08-17 10-12 "
    "11-02 11-16 12-08 12-25",
    2021: "01-01 01-11 03-22 04-01 04-02 05-01 05-17 06-07 06-14 07-05 07-20 08-07 08-16 10-18 "
    "11-01 11-15 12-08 12-25",
    2022: "01-01 01-10 03-21 04-14 04-15 05-01 05-30 06-20 06-27 07-04 07-20 08-07 08-15 10-17 "
    "11-07 11-14 12-08 12-25",
    2023: "01-01 01-09 03-20 04-06 04-07 05-01 05-22 06-12 06-19 07-03 07-20 08-07 08-21 10-16 "
    "11-06 11-13 12-08 12-25",
    2024: "01-01 01-08 03-25 03-28 03-29 05-01 05-13 06-03 06-10 07-01 07-20 08-07 08-19 10-14 "
    "11-04 11-11 12-08 12-25",
    2025: "01-01 01-06 03-24 04-17 04-18 05-01 06-02 06-23 06-30 07-20 08-07 08-18 10-13 11-03 "
    "11-17 12-08 12-25",
    2026: "01-01 01-12 03-23 04-02 04-03 05-01 05-18 06-08 06-15 06-29 07-13 07-20 08-07 08-17 "
    "10-12 11-02 11-16 12-08 12-25",
    2027: "01-01 01-11 03-22 03-25 03-26 05-01 05-10 05-31 06-07 07-05 07-12 07-20 08-07 08-16 "
    "10-18 11-01 11-15 12-08 12-25",
}
CIVICO = date(2024, 7, 15)


def pascua(anio: int) -> date:
    """Domingo de Pascua por el cómputo gregoriano, sin la biblioteca."""
    a, (b, c) = anio % 19, divmod(anio, 100)
    d, e = divmod(b, 4)
    h = (19 * a + b - d - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    i, k = divmod(c, 4)
    dia = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * dia) // 451
    mes, resto = divmod(h + dia - 7 * m + 114, 31)
    return date(anio, mes, resto + 1)


def al_lunes(fecha: date) -> date:
    return fecha + timedelta(days=-fecha.weekday() % 7)


@pytest.mark.parametrize("anio", FESTIVOS)
def test_los_festivos_de_cada_anio_son_los_de_la_ley(anio):
    assert [f"{f:%m-%d}" for f in festivos_del_anio(anio)] == FESTIVOS[anio].split()


@pytest.mark.parametrize("anio", range(2015, 2041))
def test_un_computo_independiente_da_los_mismos_festivos(anio):
    domingo = pascua(anio)
    fijos = {(1, 1), (5, 1), (7, 20), (8, 7), (12, 8), (12, 25)}
    corridos = {(1, 6), (3, 19), (6, 29), (8, 15), (10, 12), (11, 1), (11, 11)}
    if anio >= 2026:
        corridos.add((7, 9))
    esperados = {date(anio, *dia) for dia in fijos} | {
        al_lunes(date(anio, *dia)) for dia in corridos
    }
    esperados |= {domingo + timedelta(days=n) for n in (-3, -2, 43, 64, 71)}
    assert set(festivos_del_anio(anio)) == esperados


def test_el_festivo_de_2026_tiene_nombre_y_en_2025_no_existe():
    calendario = nacional()
    motivo = calendario.motivo_no_habil(date(2026, 7, 13))
    assert motivo == "festivo: Nuestra Señora del Rosario de Chiquinquirá"
    assert calendario.es_habil(date(2025, 7, 14))


def test_si_un_juez_retira_un_festivo_deja_de_valer_desde_esa_fecha_y_no_antes():
    festivos = tuple(
        replace(f, hasta=date(2028, 1, 31)) if "Chiquinquirá" in f.nombre else f
        for f in FESTIVOS_LEGALES
    )
    calendario = nacional(festivos=festivos)
    assert not calendario.es_habil(date(2027, 7, 12))
    assert calendario.es_habil(date(2028, 7, 10))
    assert not nacional().es_habil(date(2028, 7, 10))


@pytest.mark.parametrize(
    ("fecha", "motivo"),
    [
        (date(2023, 12, 8), "festivo: Inmaculada Concepción"),
        (date(2025, 6, 30), "festivo: Sagrado Corazón y San Pedro y San Pablo"),
        (date(2024, 10, 12), "sábado"),
        (date(2024, 10, 13), "domingo"),
        (date(2024, 10, 14), "festivo: Día de la Diversidad Étnica y Cultural"),
        (date(2024, 10, 15), None),
    ],
)
def test_dice_en_espanol_por_que_no_cuenta(fecha, motivo):
    assert nacional().motivo_no_habil(fecha) == motivo


def test_sumar_cero_devuelve_el_mismo_dia_y_restar_va_hacia_atras():
    calendario = nacional()
    assert calendario.sumar_habiles(date(2024, 10, 13), 0) == date(2024, 10, 13)
    assert calendario.sumar_habiles(date(2024, 1, 2), -1) == date(2023, 12, 29)
    assert calendario.sumar_habiles(date(2023, 12, 29), 1) == date(2024, 1, 2)


def test_sumar_atraviesa_varios_anios():
    calendario = nacional()
    final = calendario.sumar_habiles(date(2015, 6, 30), 1000)
    assert calendario.contar_habiles(date(2015, 6, 30), final) == 1000
    assert calendario.contar_habiles(final, date(2015, 6, 30)) == -1000


@pytest.mark.parametrize(
    ("desde", "meses", "nominal", "habil"),
    [
        (date(2025, 1, 31), 1, date(2025, 2, 28), date(2025, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29), date(2024, 2, 29)),
        (date(2025, 3, 17), 1, date(2025, 4, 17), date(2025, 4, 21)),
        (date(2024, 11, 25), 1, date(2024, 12, 25), date(2024, 12, 26)),
        (date(2024, 12, 31), 2, date(2025, 2, 28), date(2025, 2, 28)),
    ],
)
def test_los_meses_van_por_calendario_y_el_ultimo_dia_se_corre_al_habil(
    desde, meses, nominal, habil
):
    assert mismo_dia_del_mes(desde, meses) == nominal
    assert nacional().sumar_meses(desde, meses) == habil


def test_el_dia_termina_a_la_medianoche_de_bogota():
    assert momento_limite(date(2023, 7, 5)).isoformat() == "2023-07-06T00:00:00-05:00"


@pytest.mark.parametrize(
    ("efecto", "afecta", "habiles"),
    [
        (Efecto.NO_HABIL, True, (True, False, False)),
        (Efecto.SUSPENDE_TERMINOS, True, (True, False, False)),
        (Efecto.NO_HABIL, False, (True, True, False)),
        (Efecto.SUSPENDE_TERMINOS, False, (True, True, False)),
        (Efecto.SOLO_ATENCION, True, (True, True, True)),
    ],
)
def test_un_cierre_local_cuenta_o_no_segun_la_lectura(efecto, afecta, habiles):
    cierre = DiaLocal(CIVICO, "día cívico", efecto=efecto, afecta_terminos_legales=afecta)
    calendario = nacional().con([cierre])
    leidos = tuple(
        calendario.leer(lectura).es_habil(CIVICO)
        for lectura in (Lectura.NACIONAL, Lectura.LEGAL, Lectura.TODOS)
    )
    assert leidos == habiles


def test_el_cierre_dice_su_acto_y_no_alcanza_a_las_dependencias_exceptuadas():
    cierre = DiaLocal(
        CIVICO,
        "día cívico",
        acto="Decreto 0553 de 2024",
        afecta_terminos_legales=True,
        dependencias_exceptuadas=frozenset({"bomberos"}),
    )
    calendario = nacional().con([cierre])
    motivo = calendario.para("hacienda").motivo_no_habil(CIVICO)
    assert motivo == "cierre de la entidad: día cívico (Decreto 0553 de 2024)"
    assert calendario.para("bomberos").es_habil(CIVICO)


def test_un_cierre_de_una_sola_dependencia_no_toca_a_las_demas():
    cierre = DiaLocal(
        CIVICO, "mudanza", afecta_terminos_legales=True, alcance=frozenset({"hacienda"})
    )
    calendario = nacional().con([cierre])
    assert not calendario.para("hacienda").es_habil(CIVICO)
    assert calendario.para("planeacion").es_habil(CIVICO)


def test_un_cierre_de_varios_dias_los_cubre_todos():
    cierre = DiaLocal(
        date(2024, 3, 25), "receso", afecta_terminos_legales=True, hasta=date(2024, 3, 27)
    )
    assert nacional().con([cierre]).siguiente_habil(date(2024, 3, 25)) == date(2024, 4, 1)


@pytest.mark.parametrize("hasta", [date(2024, 3, 1), date(2026, 3, 1)])
def test_un_cierre_al_reves_o_de_anios_no_se_acepta(hasta):
    with pytest.raises(ValueError, match="cierre"):
        DiaLocal(date(2024, 3, 25), "receso", hasta=hasta)


def test_con_jornada_de_sabado_el_sabado_cuenta_si_no_es_festivo():
    calendario = nacional(jornada_sabado=True)
    assert calendario.es_habil(date(2024, 10, 12))
    assert not calendario.es_habil(date(2024, 7, 20))


@given(st.dates(date(2020, 1, 1), date(2027, 12, 31)), st.booleans())
def test_si_el_sabado_cambia_un_dia_lo_de_antes_no_se_mueve(desde, inicial):
    cambiado = Calendario(jornada_sabado=inicial, sabados=((desde, not inicial),))
    antes, despues = nacional(jornada_sabado=inicial), nacional(jornada_sabado=not inicial)
    for corrido in range(-400, 401, 3):
        dia = desde + timedelta(days=corrido)
        quien = antes if dia < desde else despues
        assert cambiado.es_habil(dia) == quien.es_habil(dia)
    for anio in (desde.year - 1, desde.year, desde.year + 1):
        for ordinal in cambiado.habiles_del_anio(anio):
            assert cambiado.es_habil(date.fromordinal(ordinal))


@pytest.mark.parametrize("fecha", [date(1983, 12, 31), date(2200, 1, 1)])
def test_fuera_de_los_anios_conocidos_lo_dice(fecha):
    with pytest.raises(FueraDeCalendario, match="1984 a 2199"):
        Calendario().es_habil(fecha)
