"""El recordatorio de la parte que se vence: a quién, cuándo y una sola vez."""

from datetime import date, datetime
from typing import Any

import pytest

from ventanilla.comun.cifrado import descifrar
from ventanilla.comun.reloj import BOGOTA
from ventanilla.conftest import nuevo_usuario
from ventanilla.correspondencia.models import Envio
from ventanilla.directorio.models import Rol, Usuario
from ventanilla.peticiones.models import Parte
from ventanilla.peticiones.servicios.partes import asignar_parte, pedir_partes
from ventanilla.peticiones.servicios.recordar_partes import recordar_partes
from ventanilla.peticiones.servicios.terminar_partes import entregar_parte

pytestmark = pytest.mark.django_db
RECIBIDA = datetime(2026, 2, 2, 9, 0, tzinfo=BOGOTA)
# Jueves 12 de febrero de 2026: con tres días de alerta, se recuerda desde el lunes 9.
PARA = date(2026, 2, 12)


def el(dia: int) -> datetime:
    return datetime(2026, 2, dia, 7, 0, tzinfo=BOGOTA)


def cartas() -> list[dict[str, Any]]:
    return [
        descifrar(bytes(e.carga), uso="envios", contexto=str(e.uuid))
        for e in Envio.objects.filter(clase="parte_por_vencer")
    ]


@pytest.fixture
def jefa(dependencias) -> Usuario:
    """Jefa de Hacienda."""
    return nuevo_usuario("Hilda Ficticia", Rol.JEFE, dependencias.hacienda)


@pytest.fixture
def parte(peticion, dependencias, beto, jefa, como) -> Parte:
    """La de Hacienda, para el 12 de febrero."""
    p = peticion(ahora=RECIBIDA)
    (pedida,) = pedir_partes(
        p,
        pedido="Certifique si el predio tiene deudas.",
        dependencias=[dependencias.hacienda],
        hasta=PARA,
        actor=como(beto),
        ahora=el(3),
    )
    return pedida


def test_se_recuerda_una_vez_en_los_dias_de_alerta(parte, jefa) -> None:
    assert recordar_partes(ahora=el(6)) == 0
    # El sábado no es hábil: espera.
    assert recordar_partes(ahora=el(7)) == 0
    assert recordar_partes(ahora=el(9)) == 1
    assert [c["destino"] for c in cartas()] == [jefa.email]
    assert recordar_partes(ahora=el(10)) == 0
    assert {c["datos"]["hasta"] for c in cartas()} == {"2026-02-12"}


def test_si_alguien_la_tiene_solo_le_llega_a_ella(parte, carla, jefa, como) -> None:
    asignar_parte(parte, responsable=carla, actor=como(jefa), ahora=el(4))
    assert recordar_partes(ahora=el(9)) == 1
    assert [c["destino"] for c in cartas()] == [carla.email]


def test_lo_entregado_o_ya_vencido_no_se_recuerda(parte, carla, como) -> None:
    assert recordar_partes(ahora=el(13)) == 0
    entregar_parte(parte, texto="Está a paz y salvo.", actor=como(carla), ahora=el(5))
    assert recordar_partes(ahora=el(9)) == 0


def test_la_que_se_pidio_hoy_no_se_recuerda_hoy(parte) -> None:
    Parte.objects.update(pedida=el(10), vence=date(2026, 2, 11))
    assert recordar_partes(ahora=el(10)) == 0
