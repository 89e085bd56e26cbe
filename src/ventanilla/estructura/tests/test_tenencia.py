"""De lo que pasó a quién la tenía."""

from collections.abc import Mapping
from typing import Any

import pytest

from ventanilla.estructura.reglas.tenencia import CIERRAN, Tenencia, tenencia

Hecho = tuple[str, Mapping[str, Any]]


def en(*hechos: Hecho) -> Tenencia:
    return tenencia(hechos, inicial="1040", atencion="1040")


def test_recien_radicada_la_tiene_la_dependencia_y_nadie_mas() -> None:
    assert en(("radicada", {})) == Tenencia("1040", None, esta_cerrada=False)


def test_enviarla_a_otra_dependencia_la_quita_de_quien_la_tenia() -> None:
    tomada: Hecho = ("asignada", {"responsable": 7})
    enviada: Hecho = ("asignada", {"dependencia": "1500"})
    assert en(enviada, tomada) == Tenencia("1500", 7, esta_cerrada=False)
    assert en(enviada, tomada, ("asignada", {"dependencia": "1200"})).responsable is None


def test_devolverla_la_deja_en_atencion_sin_responsable() -> None:
    hechos: tuple[Hecho, ...] = (
        ("asignada", {"dependencia": "1500"}),
        ("asignada", {"responsable": 7}),
        ("devuelta", {"de": "1500"}),
    )
    assert en(*hechos) == Tenencia("1040", None, esta_cerrada=False)


@pytest.mark.parametrize("tipo", sorted(CIERRAN))
def test_lo_que_termina_la_cierra_y_sigue_diciendo_de_quien_fue(tipo: str) -> None:
    assert en(("asignada", {"responsable": 7}), (tipo, {})) == Tenencia("1040", 7, True)


def test_trasladar_solo_una_parte_no_la_cierra() -> None:
    assert not en(("traslado", {"parcial": True})).esta_cerrada


def test_una_nota_no_cambia_nada() -> None:
    assert en(("asignada", {"responsable": 7}), ("nota", {})).responsable == 7
