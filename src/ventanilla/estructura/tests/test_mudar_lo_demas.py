"""Al cerrar una dependencia: sus plantillas, sus tipos documentales y las partes que debía."""

import uuid
from datetime import timedelta
from typing import Any

import pytest

from ventanilla.auditoria.models import Asiento
from ventanilla.comun.actores import Actor
from ventanilla.comun.reloj import ahora, hoy
from ventanilla.directorio.consultas import calendario_de_la_entidad
from ventanilla.directorio.models import Dependencia
from ventanilla.estructura.tests.mudanza import PAGINA, datos
from ventanilla.peticiones.consultas.diferencias import diferencias
from ventanilla.peticiones.consultas.verificacion import revisar_peticiones
from ventanilla.peticiones.models import (
    Parte,
    Peticion,
    Plantilla,
    TipoDocumental,
)
from ventanilla.peticiones.servicios.partes import pedir_partes

pytestmark = pytest.mark.django_db


@pytest.fixture
def con_lo_de_su_gente(dependencias) -> None:
    """Una plantilla y un tipo de la que se cierra."""
    comun: dict[str, Any] = {"uuid": uuid.uuid4(), "dependencia": dependencias.infraestructura}
    Plantilla.objects.create(**comun, nombre="Hueco", texto="Se arregla.", editada=ahora())
    TipoDocumental.objects.create(
        codigo="hueco",
        nombre="Hueco",
        clase_por_defecto="reclamo",
        dependencia_por_defecto=dependencias.infraestructura,
    )


def test_sus_plantillas_y_tipos_pasan_a_la_sucesora(
    fabio, entrar, dependencias, con_lo_de_su_gente
) -> None:
    assert entrar(fabio).post(PAGINA, datos(dependencias)).status_code == 302
    assert Plantilla.objects.get(nombre="Hueco").dependencia == dependencias.hacienda
    hueco = TipoDocumental.objects.get(codigo="hueco")
    assert hueco.dependencia_por_defecto == dependencias.hacienda
    assert Asiento.objects.filter(objeto="tipo-documental:hueco", hecho="cambiado").exists()


def test_sin_sucesora_las_plantillas_se_retiran(
    fabio, entrar, dependencias, con_lo_de_su_gente
) -> None:
    escrito = datos(dependencias, que="cerrar", sucesora="")
    assert entrar(fabio).post(PAGINA, escrito).status_code == 302
    assert not Plantilla.objects.get(nombre="Hueco").activa
    assert TipoDocumental.objects.get(codigo="hueco").dependencia_por_defecto is None


def pedida(peticion: Peticion, dependencia: Dependencia, actor: Actor) -> Parte:
    (parte,) = pedir_partes(
        peticion,
        pedido="Certifique si el predio tiene deudas.",
        dependencias=[dependencia],
        # Un día hábil, sea cual sea el día en que corra la prueba.
        hasta=calendario_de_la_entidad().siguiente_habil(hoy() + timedelta(days=3)),
        actor=actor,
        ahora=ahora(),
    )
    return parte


def test_las_partes_por_entregar_pasan_con_su_fecha(
    fabio, carla, peticion, entrar, como, dependencias
) -> None:
    una = peticion(dependencia=dependencias.hacienda)
    parte = pedida(una, dependencias.infraestructura, como(carla))
    parte.refresh_from_db()
    antes = parte.vence
    escrito = datos(dependencias, sucesora=Dependencia.objects.get(codigo="1040").pk)
    assert entrar(fabio).post(PAGINA, escrito).status_code == 302
    parte.refresh_from_db()
    assert (parte.dependencia.codigo, parte.estado, parte.vence) == ("1040", "abierta", antes)
    assert list(revisar_peticiones()) == []


def test_la_parte_que_se_pide_a_si_misma_ya_no_se_necesita(
    fabio, carla, peticion, entrar, como, dependencias
) -> None:
    una = peticion(dependencia=dependencias.hacienda)
    parte = pedida(una, dependencias.infraestructura, como(carla))
    assert entrar(fabio).post(PAGINA, datos(dependencias)).status_code == 302
    parte.refresh_from_db()
    assert parte.estado == "retirada"
    assert not una.plazos.filter(clase="parte", cumplido_en=None).exists()
    assert list(diferencias(calendario=calendario_de_la_entidad())) == []


def test_con_partes_por_entregar_y_sin_sucesora_no_se_cierra(
    fabio, carla, peticion, entrar, como, dependencias
) -> None:
    una = peticion(dependencia=dependencias.hacienda)
    pedida(una, dependencias.infraestructura, como(carla))
    hoja = entrar(fabio).post(PAGINA, datos(dependencias, que="cerrar", sucesora=""))
    assert "Tiene 1 parte por entregar" in hoja.content.decode()
