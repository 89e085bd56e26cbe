"""El correo de fin de cargo que esperaba salir cuando se actualizó el programa sale igual."""

from importlib import import_module

import pytest
from django.apps import apps
from django.core import mail

from ventanilla.comun.reloj import ahora, hoy
from ventanilla.comun.transaccion import escritura
from ventanilla.correspondencia.models import Envio
from ventanilla.correspondencia.servicios import despachar_pendientes, preparar_envio

pytestmark = pytest.mark.django_db
ANTES = "peticiones/correo/fin_de_cargo"


def test_el_que_esperaba_con_la_plantilla_de_antes_sale(entidad) -> None:
    dia = hoy().isoformat()
    datos = {"persona": "Beto", "dependencia": "Obras", "fin": dia, "devuelve": dia}
    with escritura():
        preparar_envio(
            "fin_de_cargo",
            llave="fin-de-cargo:1",
            destino="jefa@ejemplo.gov.co",
            plantilla=ANTES,
            datos={**datos, "cuantas": 1, "radicados": [], "partes": []},
            ahora=ahora(),
        )
    migracion = import_module("ventanilla.estructura.migrations.0001_correo_de_fin_de_cargo")
    migracion.pasar(apps, None)
    despachar_pendientes(ahora=ahora())
    assert "Beto" in mail.outbox[0].body
    migracion.devolver(apps, None)
    assert Envio.objects.get().plantilla == ANTES
