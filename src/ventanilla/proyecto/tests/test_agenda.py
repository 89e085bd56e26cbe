"""La agenda: cada tarea existe, corre cuando toca y una sola vez."""

from datetime import datetime, time, timedelta

import pytest

from ventanilla.comun.cola import registradas
from ventanilla.comun.reloj import BOGOTA
from ventanilla.proyecto.agenda import AGENDA, Cada, Diaria, encolar_vencidas
from ventanilla.proyecto.models import Programacion

MEDIANOCHE = datetime(2026, 11, 20, 0, 0, tzinfo=BOGOTA)


def test_toda_tarea_de_la_agenda_esta_registrada() -> None:
    assert set(AGENDA) <= set(registradas())


@pytest.mark.parametrize(
    ("desde", "espera"),
    [
        (MEDIANOCHE, datetime(2026, 11, 20, 1, 0, tzinfo=BOGOTA)),
        (MEDIANOCHE.replace(hour=1), datetime(2026, 11, 21, 1, 0, tzinfo=BOGOTA)),
        (MEDIANOCHE.replace(hour=23), datetime(2026, 11, 21, 1, 0, tzinfo=BOGOTA)),
    ],
)
def test_una_tarea_diaria_vuelve_a_su_hora_de_bogota(desde: datetime, espera: datetime) -> None:
    assert Diaria(time(1, 0)).despues_de(desde) == espera


def test_una_tarea_repetida_vuelve_despues_de_su_intervalo() -> None:
    assert Cada(timedelta(hours=1)).despues_de(MEDIANOCHE) == MEDIANOCHE + timedelta(hours=1)


def test_lo_que_toca_se_encola_una_sola_vez(db: None) -> None:
    assert encolar_vencidas(ahora=MEDIANOCHE) == []
    despues = MEDIANOCHE + timedelta(days=2)
    assert set(encolar_vencidas(ahora=despues)) == set(AGENDA)
    assert encolar_vencidas(ahora=despues) == []
    assert Programacion.objects.filter(ultima=despues).count() == len(AGENDA)
