"""Cada dirección dice quién entra; ninguna se abre por olvido."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.arquitectura.puertas import (
    ABIERTAS,
    CON_CLAVE,
    CON_ENLACE,
    DOCUMENTO,
    Puerta,
    puertas,
    tabla,
)
from ventanilla.comun import enlaces

PUERTAS = puertas()
CERRADAS = [p for p in PUERTAS if not p.sin_sesion]


def test_las_abiertas_son_las_de_la_lista_y_ninguna_mas() -> None:
    assert {p.nombre for p in PUERTAS if p.sin_sesion} == ABIERTAS


def test_lo_que_pide_clave_esta_entre_lo_abierto() -> None:
    assert CON_CLAVE | CON_ENLACE <= ABIERTAS


def test_toda_direccion_tiene_nombre_y_no_hay_dos_con_el_mismo() -> None:
    nombres = [p.nombre for p in PUERTAS]
    assert all(nombres)
    assert sorted(set(nombres)) == sorted(nombres)


@pytest.mark.parametrize("puerta", CERRADAS, ids=lambda p: p.nombre)
@pytest.mark.django_db
def test_sin_sesion_lo_cerrado_lleva_a_entrar(client: Client, puerta: Puerta) -> None:
    ruta = puerta.ruta.replace("<", "").replace(">", "")
    ejemplo = "/".join(_ejemplo(parte) for parte in ruta.split("/"))
    for respuesta in (client.get(ejemplo), client.post(ejemplo)):
        assert respuesta.status_code == 302, ejemplo
        assert respuesta.headers["Location"].startswith(reverse("account_login"))


def _ejemplo(parte: str) -> str:
    """Un valor que el convertidor de la ruta acepta («int:pk» → «1»)."""
    tipo, dos_puntos, _ = parte.partition(":")
    valores = {"int": "1", "uuid": "00000000-0000-4000-8000-000000000000"}
    return valores.get(tipo, "x") if dos_puntos else parte


def test_el_documento_de_puertas_esta_al_dia() -> None:
    assert DOCUMENTO.read_text() == tabla(), "Corra: python -m tests.arquitectura.puertas"


@pytest.mark.parametrize("nombre", enlaces.TODOS)
def test_todo_enlace_hacia_arriba_lleva_a_una_direccion(nombre: str) -> None:
    assert reverse(nombre, args=enlaces.TODOS[nombre])
    assert enlaces.completa(nombre, *enlaces.TODOS[nombre]).startswith("http")


def test_todo_nombre_de_enlaces_esta_en_su_lista() -> None:
    nombres = {v for k, v in vars(enlaces).items() if k.isupper() and isinstance(v, str)}
    assert nombres == set(enlaces.TODOS)


def test_lo_de_una_persona_y_lo_interno_no_se_indexa() -> None:
    privadas = [p.ruta for p in PUERTAS if not p.sin_sesion or p.nombre in CON_CLAVE | CON_ENLACE]
    assert [r for r in privadas if not r.startswith(enlaces.NO_INDEXAR)] == []
