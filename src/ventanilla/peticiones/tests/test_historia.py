"""La historia de una petición, como la lee quien la tramita."""

import pytest
from django.urls import reverse

from ventanilla.comun.reloj import ahora
from ventanilla.peticiones.servicios.asignar import (
    asignar_a_dependencia,
    asignar_a_persona,
    asignarse,
)
from ventanilla.peticiones.servicios.despachar import despachar
from ventanilla.peticiones.servicios.membrete import firma

pytestmark = pytest.mark.django_db


def _hoja(navegador, p) -> str:
    return str(navegador.get(reverse("peticiones:peticion", args=[p.uuid])).content.decode())


def test_la_historia_dice_a_quien_se_le_asigno_cada_vez(
    peticion, beto, diego, atencion, dependencias, como, entrar
) -> None:
    p = peticion()
    asignar_a_persona(p, responsable=beto, actor=como(diego), ahora=ahora())
    hoja = _hoja(entrar(diego), p)
    assert f"Asignada a {beto.nombre}" in hoja
    assert "La tomó para sí" not in hoja
    asignar_a_dependencia(p, dependencia=dependencias.hacienda, actor=como(atencion), ahora=ahora())
    assert f"Asignada a {dependencias.hacienda.nombre}" in _hoja(entrar(atencion), p)


def test_quien_la_toma_para_si_queda_dicho_asi(peticion, beto, como, entrar) -> None:
    p = peticion()
    asignarse(p, actor=como(beto), ahora=ahora())
    hoja = _hoja(entrar(beto), p)
    assert f"Asignada a {beto.nombre}" in hoja
    assert "La tomó para sí" in hoja


def test_lo_que_envia_otra_dependencia_no_se_le_atribuye_a_la_que_responde(
    firmada, atencion, como, entrar
) -> None:
    p = firmada()
    despachar(p, medio="correo", actor=como(atencion), ahora=ahora())
    hoja = _hoja(entrar(atencion), p)
    enviada = hoja[hoja.index("Respuesta enviada") :][:400]
    assert atencion.nombre in enviada
    assert p.dependencia.nombre not in enviada


@pytest.mark.parametrize(
    ("cargo", "dependencia"),
    [
        ("Secretario de Infraestructura", ""),
        ("Secretaria de infraestructura", ""),
        ("Directora", "Secretaría de Infraestructura"),
        ("Secretario de Hacienda", "Secretaría de Infraestructura"),
    ],
)
def test_la_firma_no_repite_la_dependencia_que_el_cargo_ya_dice(
    peticion, cargo: str, dependencia: str
) -> None:
    assert firma("Diego", cargo, peticion(), ahora()).dependencia == dependencia
