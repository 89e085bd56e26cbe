"""Lo que se abre aparte no se lleva la web por delante ni ve sus secretos."""

import json
import os

import pytest

from ventanilla.comun import aparte
from ventanilla.comun.aparte import NoTermino, correr_aparte

pytestmark = pytest.mark.pura


def al_reves(datos: bytes, argumento: str) -> bytes:
    return datos[::-1] + argumento.encode()


def lo_que_ve(datos: bytes, argumento: str) -> bytes:
    return json.dumps(dict(os.environ)).encode()


def dice_que_no(datos: bytes, argumento: str) -> bytes:
    raise ValueError("Tiene contraseña.")


def se_infla(datos: bytes, argumento: str) -> bytes:
    return bytes(4 * aparte.MEMORIA)


def no_acaba(datos: bytes, argumento: str) -> bytes:
    while True:
        pass


def test_devuelve_lo_que_la_funcion_devuelve():
    assert correr_aparte(al_reves, b"abc" * 100_000, "z") == b"cba" * 100_000 + b"z"


def test_no_ve_el_entorno(monkeypatch):
    monkeypatch.setenv("VENTANILLA_SECRETO", "secreto-de-prueba")
    assert b"secreto-de-prueba" not in correr_aparte(lo_que_ve, b"", "")


def test_la_frase_de_la_funcion_llega():
    with pytest.raises(ValueError, match=r"Tiene contraseña\."):
        correr_aparte(dice_que_no, b"", "")


def test_quien_pide_demasiada_memoria_no_termina():
    with pytest.raises(NoTermino):
        correr_aparte(se_infla, b"", "")


def test_quien_no_acaba_se_detiene(monkeypatch):
    monkeypatch.setattr(aparte, "SEGUNDOS_DE_RELOJ", 1)
    with pytest.raises(NoTermino):
        correr_aparte(no_acaba, b"", "")
