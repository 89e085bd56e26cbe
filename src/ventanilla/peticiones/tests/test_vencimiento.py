"""Qué fecha vigila la bandeja, sea cual sea la historia de la petición."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ventanilla.comun.calendario import momento_limite
from ventanilla.comun.reloj import BOGOTA
from ventanilla.peticiones.reglas.vencimiento import Vencimiento, vencimiento
from ventanilla.terminos.computar import Computo, Hecho, computar
from ventanilla.terminos.politica import Politica

pytestmark = pytest.mark.pura
# Lunes 2 de febrero de 2026: la respuesta vence el 23.
RECIBIDA = datetime(2026, 2, 2, 9, 0, tzinfo=BOGOTA)
TIPOS = (
    "competencia_aceptada",
    "requerimiento",
    "complemento",
    "devolucion_aclarar",
    "aclaracion",
    "notificacion",
)


def hecho(tipo: str, dias: int) -> Hecho:
    return Hecho(tipo, RECIBIDA + timedelta(days=dias), {})


def de(*hechos: Hecho, detiene: bool = False, clase: str = "peticion") -> Vencimiento:
    politica = Politica(aclaracion_detiene=detiene)
    return vencimiento(computar(clase, RECIBIDA, actuaciones=hechos, politica=politica))


ACEPTADA = hecho("competencia_aceptada", 0)


def test_pedir_que_aclare_no_quita_la_fecha_de_la_respuesta() -> None:
    v = de(ACEPTADA, hecho("devolucion_aclarar", 1))
    assert (v.vence, v.vence_clase) == (date(2026, 2, 23), "respuesta")
    assert v.persona_hasta == date(2026, 2, 17)


def test_si_el_termino_se_detiene_la_fecha_es_la_de_la_persona() -> None:
    v = de(ACEPTADA, hecho("devolucion_aclarar", 1), detiene=True)
    assert (v.vence, v.vence_clase) == (v.persona_hasta, "aclaracion")
    pedida = de(ACEPTADA, hecho("requerimiento", 1))
    assert (pedida.vence, pedida.vence_clase) == (date(2026, 3, 3), "complemento")


def test_antes_de_aceptar_la_competencia_mandan_los_cinco_dias() -> None:
    assert de(hecho("requerimiento", 1)).vence_clase == "competencia"
    assert de().vence_clase == "competencia"


def test_lo_de_un_juez_corre_aunque_se_le_pida_aclarar() -> None:
    assert de(ACEPTADA, hecho("devolucion_aclarar", 1), clase="judicial").vence_clase == "judicial"


def test_contestada_o_cerrada_la_persona_ya_no_debe_nada() -> None:
    pedida = hecho("devolucion_aclarar", 1)
    assert de(ACEPTADA, pedida, hecho("aclaracion", 3)).persona_hasta is None
    assert de(ACEPTADA, pedida, hecho("notificacion", 3)) == Vencimiento()


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(TIPOS), st.integers(0, 90)), max_size=6),
    st.booleans(),
    st.sampled_from(("peticion", "consulta", "informacion", "judicial", "felicitacion")),
)
def test_nada_que_le_corra_a_la_entidad_queda_tapado_por_lo_de_la_persona(
    historia: list[tuple[str, int]], detiene: bool, clase: str
) -> None:
    hechos = [hecho(tipo, dias) for tipo, dias in historia]
    politica = Politica(aclaracion_detiene=detiene)
    computo: Computo = computar(clase, RECIBIDA, actuaciones=hechos, politica=politica)
    v = vencimiento(computo)
    corren = [r for r in computo.relojes if r.cumplido_en is None and r.momento_vence]
    de_la_entidad = [r for r in corren if r.obligado == "entidad"]
    for reloj in de_la_entidad:
        assert v.vence_momento is not None
        assert reloj.momento_vence is not None
        assert v.vence_momento <= reloj.momento_vence
    if de_la_entidad:
        assert v.vence_clase in {r.clase for r in de_la_entidad}
    assert (v.vence is None) == (not corren)
    assert (v.persona_hasta is None) == (not any(r.obligado == "ciudadania" for r in corren))
    if v.vence is not None and v.vence_clase != "judicial":
        assert v.vence_momento == momento_limite(v.vence)
