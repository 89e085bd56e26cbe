"""Lo que todo término cumple, sean cuales sean los hechos."""

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ventanilla.comun.calendario import Calendario, DiaLocal, nacional
from ventanilla.comun.reloj import BOGOTA
from ventanilla.terminos.computar import (
    Computo,
    Especial,
    Politica,
    Reactivacion,
    Recepcion,
    Transicion,
    Unidad,
    codigos_de_clase,
    computar,
)
from ventanilla.terminos.hechos import TIPOS, Hecho

INICIO = datetime(2019, 12, 1, tzinfo=BOGOTA)
# Antes de 2022 no regía la Ley 2195, y los momentos se agrupan cerca de los cambios de régimen.
RECIBIDAS = st.one_of(
    st.integers(0, 24 * 365 * 8),
    st.integers(24 * 60, 24 * 150),
    st.integers(24 * 850, 24 * 930),
).map(lambda horas: INICIO + timedelta(hours=horas))
CLASES = st.sampled_from(sorted(codigos_de_clase() - {"secretaria_transparencia"}))
HABILES = st.sampled_from(["peticion", "informacion", "consulta", "habeas_data_reclamo"])
POLITICAS = st.builds(
    Politica,
    recepcion=st.sampled_from(Recepcion),
    reactivacion=st.sampled_from(Reactivacion),
    transicion_2207=st.sampled_from(Transicion),
    aclaracion_detiene=st.booleans(),
)


@st.composite
def casos(draw):
    """Clase, recepción y hasta seis hechos posteriores cercanos."""
    recibida = draw(RECIBIDAS)
    hechos = []
    for _ in range(draw(st.integers(0, 6))):
        momento = recibida + timedelta(hours=draw(st.integers(0, 24 * 70)))
        tipo = draw(st.sampled_from(TIPOS))
        datos = {}
        if tipo in ("prorroga", "prorroga_ciudadano"):
            datos = {"hasta": (momento + timedelta(days=draw(st.integers(-3, 60)))).date()}
        hechos.append(Hecho(tipo, momento, datos))
    return recibida, hechos


def fecha_o_nunca(vence: date | None) -> date:
    return vence or date.max


@settings(deadline=None)
@given(CLASES, casos(), POLITICAS, st.booleans())
def test_hay_tantos_dias_contados_como_dias_tiene_el_termino(clase, caso, politica, excluye):
    recibida, hechos = caso
    c = computar(clase, recibida, actuaciones=hechos, politica=politica, excluye_ampliacion=excluye)
    dias = c.explicacion
    assert dias
    assert all(a.fecha + timedelta(days=1) == b.fecha for a, b in pairwise(dias))
    assert [d.numero for d in dias if d.cuenta] == list(range(1, sum(d.cuenta for d in dias) + 1))
    if c.vence is not None:
        assert dias[-1].fecha == c.vence
        if c.unidad is Unidad.HABILES:
            assert sum(d.cuenta for d in dias) == c.dias_totales
            if not any(h.tipo == "prorroga" for h in hechos):
                assert c.dias_totales == c.dias


@settings(deadline=None)
@given(CLASES, casos(), POLITICAS, st.randoms(use_true_random=False))
def test_el_orden_en_que_se_leen_los_hechos_no_importa(clase, caso, politica, azar):
    recibida, hechos = caso
    otro = [*hechos]
    azar.shuffle(otro)
    a = computar(clase, recibida, actuaciones=hechos, politica=politica)
    b = computar(clase, recibida, actuaciones=otro, politica=politica)
    assert a == b
    assert a.explicacion == b.explicacion


@settings(max_examples=300, deadline=None)
@given(HABILES, casos(), POLITICAS, st.integers(-5, 90))
def test_un_dia_cerrado_de_mas_nunca_adelanta_el_vencimiento(clase, caso, politica, corrido):
    recibida, hechos = caso
    cerrado = recibida.date() + timedelta(days=corrido)
    calendario = nacional().con([DiaLocal(cerrado, "cierre", afecta_terminos_legales=True)])

    def vence(con: Calendario) -> date:
        c = computar(clase, recibida, actuaciones=hechos, politica=politica, calendario=con)
        return fecha_o_nunca(c.vence)

    assert vence(calendario) >= vence(nacional())


@settings(deadline=None)
@given(
    casos(),
    POLITICAS,
    st.integers(1, 60),
    st.integers(1, 30),
    st.sampled_from([Unidad.HABILES, Unidad.CALENDARIO, Unidad.MESES, Unidad.HORAS]),
)
def test_mas_dias_nunca_vencen_antes(caso, politica, dias, mas, unidad):
    recibida, hechos = caso

    def vence(cuantos: int) -> date:
        especial = Especial(dias=cuantos, unidad=unidad, norma="Una norma especial")
        c = computar("especial", recibida, actuaciones=hechos, politica=politica, especial=especial)
        return fecha_o_nunca(c.vence)

    assert vence(dias + mas) >= vence(dias)


@settings(deadline=None)
@given(CLASES, casos(), POLITICAS)
def test_la_alarma_nunca_es_posterior_a_ninguna_lectura(clase, caso, politica):
    recibida, hechos = caso
    cierres = [
        DiaLocal(recibida.date() + timedelta(days=n), "cierre", afecta_terminos_legales=n % 2 == 0)
        for n in range(3, 9)
    ]
    c: Computo = computar(
        clase, recibida, actuaciones=hechos, politica=politica, calendario=nacional().con(cierres)
    )
    fechas = [
        c.vence,
        c.vence_con_cierres_locales,
        c.vence_sin_cierres_locales,
        c.vence_si_recibida_habil_siguiente,
    ]
    conocidas = [f for f in fechas if f is not None]
    assert (c.alarma is None) == (not conocidas and not c.alternativas)
    assert all(c.alarma is not None and c.alarma <= f for f in conocidas)


@settings(deadline=None)
@given(CLASES, casos(), POLITICAS)
def test_cada_reloj_explica_hasta_su_limite_y_los_topes_van_en_orden(clase, caso, politica):
    recibida, hechos = caso
    c = computar(clase, recibida, actuaciones=hechos, politica=politica)
    for reloj in c.relojes:
        assert reloj.explicacion
        assert reloj.vence is None or reloj.explicacion[-1].fecha == reloj.vence
        assert (reloj.vence is None) == (reloj.momento_vence is None)
    assert len({reloj.clase for reloj in c.relojes}) == len(c.relojes)
    topes = c.topes
    if topes.prorroga_maxima is not None:
        assert c.vence is not None
        assert topes.aviso_prorroga is not None
        assert topes.aviso_prorroga <= c.vence <= max(topes.prorroga_maxima, topes.aviso_prorroga)


def test_al_volver_al_termino_ordinario_no_queda_una_prorroga_del_pasado():
    """Ampliada y detenida hasta la Ley 2207 de 2022; con el término ordinario ya habría vencido."""
    recibida = datetime(2020, 3, 6, tzinfo=BOGOTA)
    aclarar = Hecho("devolucion_aclarar", datetime(2020, 3, 31, tzinfo=BOGOTA), {})
    politica = Politica(transicion_2207=Transicion.INMEDIATA, aclaracion_detiene=True)
    c = computar("solicitud", recibida, actuaciones=[aclarar], politica=politica)
    assert c.vence == date(2022, 5, 18)
    assert c.revisar
    assert (c.topes.aviso_prorroga, c.topes.prorroga_maxima) == (c.vence, c.vence)


@pytest.mark.parametrize("dias", [0, -1, 3651])
def test_un_termino_especial_imposible_no_se_acepta(dias):
    with pytest.raises(ValueError, match=r"3\.650"):
        Especial(dias=dias)
