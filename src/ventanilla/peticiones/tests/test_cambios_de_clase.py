"""La lista del mes: solo lo que alargó el término, y solo para quien debe verla."""

from datetime import datetime

import pytest

from ventanilla.comun.reloj import BOGOTA
from ventanilla.peticiones.models import Peticion
from ventanilla.peticiones.servicios.clasificar import clasificar

pytestmark = pytest.mark.django_db
RUTA = "/trabajo/cambios-de-clase/"
RAZON = "Pide un concepto general."


@pytest.fixture
def alargada(peticion, diego, como) -> Peticion:
    p: Peticion = peticion(ahora=datetime(2026, 1, 30, 9, 0, tzinfo=BOGOTA))
    momento = datetime(2026, 1, 31, 23, 59, tzinfo=BOGOTA)
    clasificar(p, clase="consulta", tipo=None, motivo=RAZON, actor=como(diego), ahora=momento)
    return p


@pytest.mark.parametrize("quien", ["diego", "atencion", "elena"])
def test_el_jefe_atencion_y_control_interno_la_leen(alargada, entrar, request, quien):
    navegador = entrar(request.getfixturevalue(quien))
    enero = navegador.get(RUTA, {"mes": "2026-01"}).content.decode()
    assert alargada.radicado.impreso in enero
    assert RAZON in enero
    assert "Diego Ficticio" in enero
    febrero = navegador.get(RUTA, {"mes": "2026-02"}).content.decode()
    assert alargada.radicado.impreso not in febrero
    assert "Ninguno en ese mes" in febrero


@pytest.mark.parametrize("quien", ["beto", "fabio"])
def test_los_demas_no_la_abren(alargada, entrar, request, quien):
    assert entrar(request.getfixturevalue(quien)).get(RUTA).status_code == 403


def test_lo_que_acorta_no_entra(peticion, diego, como, entrar):
    momento = datetime(2026, 1, 30, 9, 0, tzinfo=BOGOTA)
    p = peticion(ahora=momento)
    clasificar(
        p, clase="informacion", tipo=None, motivo="Pide copias.", actor=como(diego), ahora=momento
    )
    pagina = entrar(diego).get(RUTA, {"mes": "2026-01"}).content.decode()
    assert "Ninguno en ese mes" in pagina


@pytest.mark.parametrize("mes", ["", "ayer", "2026-13", "0000-01", "9999-12"])
def test_un_mes_que_no_existe_muestra_el_de_hoy(diego, series, entrar, mes):
    assert entrar(diego).get(RUTA, {"mes": mes}).status_code == 200
