"""El reloj de una parte: la fecha que se pidió, sin pasar nunca de la respuesta."""

from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ventanilla.comun.calendario import momento_limite, nacional
from ventanilla.comun.reloj import BOGOTA
from ventanilla.terminos.computar import Especial, computar
from ventanilla.terminos.hechos import Hecho
from ventanilla.terminos.partes import fecha_propuesta, ultima_fecha

# Lunes 2 de febrero de 2026; la respuesta vence el 23.
RECIBIDA = datetime(2026, 2, 2, 9, 0, tzinfo=BOGOTA)
VENCE = date(2026, 2, 23)
HORAS = st.integers(0, 24 * 60)
DIAS = st.integers(-5, 90)


def hecho(tipo: str, horas: int, **datos: object) -> Hecho:
    return Hecho(tipo, RECIBIDA + timedelta(hours=horas), datos)


def pedida(horas: int, hasta: date, parte: int = 1) -> Hecho:
    return hecho("parte_pedida", horas, parte=parte, hasta=hasta.isoformat())


def con(*hechos: Hecho, clase: str = "peticion", especial: Especial | None = None) -> Any:
    return computar(clase, RECIBIDA, actuaciones=hechos, especial=especial)


@given(HORAS, DIAS, st.lists(st.tuples(HORAS, st.sampled_from(["prorroga", "complemento"]))))
def test_nunca_vence_despues_de_la_respuesta_ni_antes_de_pedirse(horas, dias, otros):
    hechos = [hecho(t, h, hasta=(RECIBIDA + timedelta(days=40)).date()) for h, t in otros]
    pedido = pedida(horas, (RECIBIDA + timedelta(days=dias)).date())
    computo = con(pedido, *hechos)
    (reloj,) = [r for r in computo.relojes if r.parte == "1"]
    assert reloj.vence >= pedido.fecha
    assert reloj.explicacion[-1].fecha == reloj.vence
    if computo.vence is not None:
        assert reloj.vence <= max(computo.vence, pedido.fecha)
        assert reloj.momento_vence <= max(computo.momento_vence, momento_limite(pedido.fecha))


@given(HORAS, DIAS)
def test_pedir_partes_no_mueve_ningun_otro_reloj(horas, dias):
    hasta = (RECIBIDA + timedelta(days=dias)).date()
    otras = [pedida(horas, hasta), hecho("parte_entregada", horas + 1, parte=1)]
    sin, con_ellas = con(), con(*otras)
    assert [r for r in con_ellas.relojes if not r.parte] == list(sin.relojes)
    assert (con_ellas.vence, con_ellas.topes) == (sin.vence, sin.topes)


@given(st.dates(date(2024, 1, 1), date(2027, 12, 1)), st.integers(-30, 60))
def test_lo_que_se_propone_es_de_hoy_en_adelante_habil_y_cabe(hoy, dias):
    vence = hoy + timedelta(days=dias)
    propuesta = fecha_propuesta(nacional(), hoy, vence)
    ultima = ultima_fecha(hoy, vence)
    assert ultima is not None
    assert hoy <= propuesta <= ultima
    assert propuesta == hoy or nacional().es_habil(propuesta)


def test_se_cuenta_en_dias_habiles_y_se_explica():
    # Del miércoles 4 al lunes 9: jueves, viernes y lunes.
    (reloj,) = [r for r in con(pedida(48, date(2026, 2, 9))).relojes if r.parte]
    assert (reloj.vence, reloj.dias) == (date(2026, 2, 9), 3)
    assert [d.numero for d in reloj.explicacion] == [None, 1, 2, None, None, 3]


def test_vencida_la_respuesta_la_parte_es_para_el_mismo_dia():
    (reloj,) = [r for r in con(pedida(24 * 30, date(2026, 3, 20))).relojes if r.parte]
    assert reloj.vence == date(2026, 3, 4)
    assert not reloj.vencido(RECIBIDA + timedelta(days=30))


def test_la_hora_del_juez_tambien_es_la_de_la_parte():
    manda = Especial(momento=datetime(2026, 2, 5, 16, 0, tzinfo=BOGOTA))
    computo = con(pedida(2, date(2026, 2, 5)), clase="judicial", especial=manda)
    (reloj,) = [r for r in computo.relojes if r.parte]
    assert reloj.momento_vence == datetime(2026, 2, 5, 16, 0, tzinfo=BOGOTA)


def test_cada_parte_termina_con_lo_suyo_o_con_la_peticion():
    computo = con(
        pedida(24, date(2026, 2, 9), parte=1),
        pedida(24, date(2026, 2, 9), parte=2),
        hecho("parte_entregada", 48, parte=1),
        hecho("notificacion", 96),
    )
    uno, dos = [r for r in computo.relojes if r.parte]
    assert uno.cumplido_en == RECIBIDA + timedelta(hours=48)
    assert dos.cumplido_en == RECIBIDA + timedelta(hours=96)
