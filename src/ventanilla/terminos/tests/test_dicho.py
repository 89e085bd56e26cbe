"""A la persona no se le acorta el plazo que ya se le dijo."""

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ventanilla.comun.calendario import Calendario, DiaLocal, nacional
from ventanilla.comun.reloj import BOGOTA
from ventanilla.terminos.computar import ErrorDeTermino, Hecho, computar
from ventanilla.terminos.dicho import lo_dicho
from ventanilla.terminos.reloj import Reloj

pytestmark = pytest.mark.pura
RECIBIDA = datetime(2024, 2, 5, 10, tzinfo=BOGOTA)
PIDEN = {"complemento": "requerimiento", "aclaracion": "devolucion_aclarar"}
CLASES = st.sampled_from(sorted(PIDEN))
DIAS = st.integers(0, 9)
CIERRES = st.sets(st.integers(1, 70), max_size=6)


def pide(clase: str, dia: int, **datos: object) -> Hecho:
    return Hecho(PIDEN[clase], RECIBIDA + timedelta(days=dia), datos)


def reloj(clase: str, hechos: list[Hecho], calendario: Calendario | None = None) -> Reloj:
    hoy = computar("peticion", RECIBIDA, actuaciones=hechos, calendario=calendario)
    (suyo,) = (r for r in hoy.relojes if r.clase == clase)
    return suyo


def avisos(hechos: list[Hecho], calendario: Calendario) -> tuple[str, ...]:
    return computar("peticion", RECIBIDA, actuaciones=hechos, calendario=calendario).avisos


def con_cierres(dias: set[int], *, sabado: bool = False) -> Calendario:
    return nacional(jornada_sabado=sabado).con(
        DiaLocal(RECIBIDA.date() + timedelta(days=d), "cierre", afecta_terminos_legales=True)
        for d in dias
    )


@settings(deadline=None)
@given(CLASES, DIAS, CIERRES, CIERRES, st.booleans())
def test_con_cualquier_calendario_nuevo_no_termina_antes_de_lo_dicho_ni_de_lo_que_da_la_cuenta(
    clase, dia, antes, despues, sabado
):
    dicho = lo_dicho([reloj(clase, [pide(clase, dia)], con_cierres(antes))])
    nuevo = con_cierres(despues, sabado=sabado)
    queda = reloj(clase, [pide(clase, dia, **dicho)], nuevo)
    contado = reloj(clase, [pide(clase, dia)], nuevo)
    assert contado.vence is not None
    assert queda.vence == max(contado.vence, date.fromisoformat(dicho["dicho"][clase]))
    assert queda.momento_vence is not None
    assert queda.momento_vence.date() == queda.vence + timedelta(days=1)
    assert queda.explicacion[-1].fecha == queda.vence
    assert all(a.fecha + timedelta(days=1) == b.fecha for a, b in pairwise(queda.explicacion))


@settings(deadline=None)
@given(CLASES, DIAS, CIERRES)
def test_si_el_calendario_no_cambia_lo_dicho_no_mueve_nada(clase, dia, cierres):
    calendario = con_cierres(cierres)
    sin = reloj(clase, [pide(clase, dia)], calendario)
    con = reloj(clase, [pide(clase, dia, **lo_dicho([sin]))], calendario)
    assert con == sin
    assert con.explicacion == sin.explicacion


def test_con_el_sabado_habil_los_dias_de_mas_se_explican_y_se_advierte():
    dicho = lo_dicho([reloj("aclaracion", [pide("aclaracion", 1)])])
    hechos = [pide("aclaracion", 1, **dicho)]
    sabado = nacional(jornada_sabado=True)
    suyo = reloj("aclaracion", hechos, sabado)
    assert suyo.vence == date(2024, 2, 20)
    assert sum(d.cuenta for d in suyo.explicacion) == suyo.dias
    de_mas = [d for d in suyo.explicacion if "no se le acorta" in d.motivo]
    assert [d.fecha.day for d in de_mas] == [18, 19, 20]
    assert any("terminaría el 17" in a and "hasta el 20" in a for a in avisos(hechos, sabado))


def test_lo_que_se_alargo_y_ella_leyo_tampoco_se_acorta():
    se_alargo = Hecho(
        "calendario", RECIBIDA + timedelta(days=5), {"dicho": {"aclaracion": "2024-02-23"}}
    )
    hechos = [pide("aclaracion", 1, dicho={"aclaracion": "2024-02-20"}), se_alargo]
    assert reloj("aclaracion", hechos).vence == date(2024, 2, 23)


def test_lo_dicho_de_un_pedido_no_vale_para_el_siguiente():
    hechos = [
        pide("aclaracion", 1, dicho={"aclaracion": "2024-04-30"}),
        Hecho("aclaracion", RECIBIDA + timedelta(days=2)),
        pide("aclaracion", 3),
    ]
    assert reloj("aclaracion", hechos).vence == reloj("aclaracion", [pide("aclaracion", 3)]).vence


def test_pide_mas_tiempo_hasta_el_ultimo_dia_que_se_le_dijo():
    hechos = [
        pide("complemento", 1, dicho={"complemento": "2024-03-20"}),
        Hecho("prorroga_ciudadano", datetime(2024, 3, 19, 9, tzinfo=BOGOTA)),
    ]
    assert reloj("complemento", hechos).vence == date(2024, 4, 8)
    tarde = [hechos[0], Hecho("prorroga_ciudadano", datetime(2024, 3, 21, 9, tzinfo=BOGOTA))]
    assert reloj("complemento", tarde).vence == date(2024, 3, 20)


def test_el_desistimiento_espera_lo_dicho():
    hechos = [pide("complemento", 1, dicho={"complemento": "2024-03-20"})]
    hoy = computar("peticion", RECIBIDA, actuaciones=hechos)
    assert hoy.topes.complemento_hasta == date(2024, 3, 20)
    assert hoy.topes.desistimiento_desde == date(2024, 3, 21)


@pytest.mark.parametrize("dicho", ["2024-03-20", ["2024-03-20"], {"aclaracion": "ayer"}])
def test_lo_dicho_que_no_se_entiende_se_dice(dicho):
    with pytest.raises(ErrorDeTermino):
        reloj("aclaracion", [pide("aclaracion", 1, dicho=dicho)])
