"""Si alguien cambia por fuera una discrepancia, `verificar` lo nombra."""

from datetime import date

import pytest

from ventanilla.auditoria.models import Asiento
from ventanilla.comun.reloj import ahora
from ventanilla.importacion.consultas.verificacion import revisar_discrepancias
from ventanilla.importacion.models import Discrepancia
from ventanilla.importacion.servicios.resolver import resolver, tomar
from ventanilla.importacion.tests.test_discrepancias import traidas  # noqa: F401 - la misma mesa

pytestmark = pytest.mark.django_db


@pytest.fixture
def resuelta(traidas, diego, como) -> Discrepancia:  # noqa: F811
    una = traidas["1"]
    tomar(una, actor=como(diego), ahora=ahora())
    razon = "Así se le dijo a la persona."
    return resolver(una, resolucion="origen", motivo=razon, actor=como(diego), ahora=ahora())


def test_como_entran_y_se_resuelven_estan_como_dice_el_libro(resuelta) -> None:
    assert Discrepancia.objects.count() > 1
    assert list(revisar_discrepancias()) == []


@pytest.mark.parametrize(
    ("campos", "que"),
    [
        ({"vence_en_origen": date(2030, 1, 1)}, "«vence_en_origen»"),
        ({"vence_de_ley": date(2030, 1, 1)}, "«vence_de_ley»"),
        ({"sentido": "con_ampliacion"}, "«sentido»"),
        ({"resolucion": "ley"}, "«resolucion»"),
        ({"resolucion": ""}, "«resolucion»"),
        ({"motivo": "Porque sí, y ya."}, "«motivo»"),
        ({"responsable": None}, "«responsable»"),
        ({"resuelta_por": None}, "«resuelta_por»"),
        ({"resuelta": None}, "«resuelta»"),
    ],
)
def test_cambiarla_por_fuera_se_nombra_y_dice_que_hacer(resuelta, campos, que) -> None:
    Discrepancia.objects.filter(pk=resuelta.pk).update(**campos)
    (mala,) = revisar_discrepancias()
    assert mala.objeto == f"petición {resuelta.peticion.radicado.impreso}"
    assert que in mala.que
    assert "esa es la fecha con que se debe responder" in mala.que


def test_resolverla_por_fuera_se_nombra(resuelta) -> None:
    otra = Discrepancia.objects.exclude(pk=resuelta.pk)[0]
    Discrepancia.objects.filter(pk=otra.pk).update(resolucion="ley", resuelta=ahora())
    (mala,) = revisar_discrepancias()
    assert mala.fila == f"importacion.Discrepancia {otra.pk}"


def test_borrarla_se_nombra(resuelta) -> None:
    Discrepancia.objects.filter(pk=resuelta.pk).delete()
    (mala,) = revisar_discrepancias()
    assert mala.fila == "importacion.Discrepancia (borrada)"


def test_se_revisan_sin_preguntar_por_cada_una(resuelta, django_assert_max_num_queries) -> None:
    assert Asiento.objects.exists()
    with django_assert_max_num_queries(6):
        assert list(revisar_discrepancias()) == []
