"""Control Interno recibe cada sello una vez, en un correo que sirve para comprobar."""

from pathlib import Path

import pytest

from ventanilla.auditoria.consultas import linea_de
from ventanilla.auditoria.models import Sello
from ventanilla.auditoria.reglas.sellado import buscar_lineas
from ventanilla.auditoria.servicios import asentar, sellar
from ventanilla.comun.actores import SISTEMA
from ventanilla.comun.cifrado import descifrar
from ventanilla.comun.reloj import ahora
from ventanilla.comun.transaccion import escritura
from ventanilla.correspondencia.models import Envio
from ventanilla.correspondencia.servicios.enviar_sellos import PLANTILLA, enviar_sellos

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def control_interno(settings, tmp_path: Path) -> None:
    """Una carpeta propia y una dirección a donde enviar."""
    settings.VENTANILLA_DATOS = tmp_path
    settings.VENTANILLA_CONTROL_INTERNO = "control.interno@ejemplo.gov.co"


def sellar_algo() -> Sello:
    with escritura():
        asentar("prueba:1", "hecha", actor=SISTEMA, ahora=ahora(), contenido={})
    sello = sellar(ahora=ahora())
    assert sello is not None
    return sello


def test_cada_sello_sale_una_vez():
    assert enviar_sellos(ahora=ahora()) == 0
    sellar_algo()
    sellar_algo()
    assert enviar_sellos(ahora=ahora()) == 2
    assert enviar_sellos(ahora=ahora()) == 0
    sellar_algo()
    assert enviar_sellos(ahora=ahora()) == 1
    assert Envio.objects.filter(clase="sello").count() == 2


def test_el_correo_trae_las_lineas_como_se_comprueban():
    from django.template.loader import render_to_string

    sello = sellar_algo()
    enviar_sellos(ahora=ahora())
    envio = Envio.objects.get()
    datos = descifrar(bytes(envio.carga), uso="envios", contexto=str(envio.uuid))["datos"]
    texto = render_to_string(f"{PLANTILLA}.txt", {**datos, "entidad": {"nombre": "Ibagué"}})
    assert texto.splitlines()[0] == "Sellos del libro de Ibagué: 1"
    assert list(buscar_lineas(texto)) == [linea_de(sello)]


def test_sin_direccion_no_se_envia(settings):
    settings.VENTANILLA_CONTROL_INTERNO = ""
    sellar_algo()
    assert enviar_sellos(ahora=ahora()) == 0
    assert not Envio.objects.exists()
