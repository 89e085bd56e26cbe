"""Lo que un navegador abrió: dos horas, sin poder inventarlo ni llevarlo a otra petición."""

import uuid
from datetime import datetime, timedelta

import pytest
from django.core import signing
from django.http import HttpResponse
from django.test import RequestFactory

from ventanilla.comun.accesos import DURACION, GALLETA, MAXIMO, conceder, tiene_acceso
from ventanilla.comun.reloj import BOGOTA, ahora

pytestmark = pytest.mark.pura
ESTA = uuid.UUID(int=1)


def pedido(galleta: str = ""):
    nuevo = RequestFactory().get("/")
    nuevo.COOKIES[GALLETA] = galleta
    return nuevo


def concedida(peticion: uuid.UUID, momento: datetime, previa: str = "") -> str:
    respuesta = HttpResponse()
    conceder(pedido(previa), respuesta, peticion, momento)
    galleta = respuesta.cookies[GALLETA]
    assert galleta["httponly"]
    assert galleta["samesite"] == "Lax"
    return str(galleta.value)


def test_se_abre_dos_horas_y_despues_se_vuelve_a_pedir_la_clave():
    momento = ahora()
    galleta = concedida(ESTA, momento)
    assert tiene_acceso(pedido(galleta), ESTA, momento + DURACION - timedelta(seconds=1))
    assert not tiene_acceso(pedido(galleta), ESTA, momento + DURACION)
    assert not tiene_acceso(pedido(galleta), uuid.UUID(int=2), momento)


def test_abrir_otra_no_alarga_la_primera():
    momento = ahora()
    primera = concedida(ESTA, momento)
    ambas = concedida(uuid.UUID(int=2), momento + timedelta(minutes=90), primera)
    assert not tiene_acceso(pedido(ambas), ESTA, momento + timedelta(minutes=121))
    assert tiene_acceso(pedido(ambas), uuid.UUID(int=2), momento + timedelta(minutes=121))


@pytest.mark.parametrize(
    "inventada",
    [
        "",
        "x",
        "e30:1:abc",
        signing.dumps({ESTA.hex: 9e12}, salt="otra sal"),
        signing.dumps({ESTA.hex: 9e12}, key="otro secreto", salt="ventanilla.accesos"),
        signing.dumps([ESTA.hex], salt="ventanilla.accesos"),
    ],
    ids=["vacia", "corta", "sin_firma", "otra_sal", "otro_secreto", "otra_forma"],
)
def test_una_galleta_inventada_no_abre_nada(inventada):
    assert not tiene_acceso(pedido(inventada), ESTA, datetime(2026, 1, 1, tzinfo=BOGOTA))


def test_la_galleta_no_crece_sin_fin():
    galleta = ""
    for i in range(3 * MAXIMO):
        galleta = concedida(uuid.UUID(int=i), ahora(), galleta)
    assert len(galleta) < 2000
