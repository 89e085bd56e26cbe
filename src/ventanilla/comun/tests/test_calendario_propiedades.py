"""Lo que todo calendario cumple, sea cual sea la fecha."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from ventanilla.comun.calendario import DiaLocal, nacional

FECHAS = st.dates(date(1990, 1, 1), date(2100, 12, 31))
DIAS = st.integers(1, 400)
CIERRES = st.lists(FECHAS, max_size=5).map(
    lambda fechas: [DiaLocal(f, "cierre", afecta_terminos_legales=True) for f in fechas]
)


@settings(deadline=None)
@given(FECHAS, DIAS, CIERRES)
def test_sumar_y_contar_son_inversos(desde, dias, cierres):
    calendario = nacional().con(cierres)
    hasta = calendario.sumar_habiles(desde, dias)
    assert calendario.contar_habiles(desde, hasta) == dias
    assert calendario.es_habil(hasta)


@settings(deadline=None)
@given(FECHAS, DIAS)
def test_sumar_es_lo_mismo_que_ir_dia_por_dia(desde, dias):
    calendario, dia, faltan = nacional(), desde, dias
    while faltan:
        dia += timedelta(days=1)
        faltan -= calendario.es_habil(dia)
    assert calendario.sumar_habiles(desde, dias) == dia


@settings(deadline=None)
@given(FECHAS, DIAS)
def test_ir_y_volver_llega_al_mismo_habil(desde, dias):
    calendario = nacional()
    habil = calendario.siguiente_habil(desde)
    assert calendario.sumar_habiles(calendario.sumar_habiles(habil, dias), -dias) == habil


@settings(deadline=None)
@given(FECHAS, DIAS, FECHAS)
def test_cerrar_un_dia_mas_nunca_adelanta(desde, dias, cerrado):
    base = nacional()
    con_cierre = base.con([DiaLocal(cerrado, "cierre", afecta_terminos_legales=True)])
    assert con_cierre.sumar_habiles(desde, dias) >= base.sumar_habiles(desde, dias)


@settings(deadline=None)
@given(FECHAS, st.integers(0, 24))
def test_un_plazo_en_meses_termina_en_dia_habil_y_no_antes_del_mismo_dia(desde, meses):
    final = nacional().sumar_meses(desde, meses)
    assert nacional().es_habil(final)
    assert (final.year * 12 + final.month) - (desde.year * 12 + desde.month) in (meses, meses + 1)
