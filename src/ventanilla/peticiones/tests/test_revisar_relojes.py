"""La revisión nocturna informa lo que no cuadra y no cambia ninguna fecha."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from ventanilla.auditoria.models import Asiento
from ventanilla.comun.reloj import ahora
from ventanilla.correspondencia.models import Envio
from ventanilla.directorio.models import DiaNoHabil
from ventanilla.peticiones.models import Peticion
from ventanilla.peticiones.servicios.radicar import Radicada
from ventanilla.peticiones.servicios.revisar_relojes import revisar_relojes


@pytest.fixture
def una(radicada: Callable[..., Radicada]) -> Peticion:
    """Una petición recién radicada."""
    return radicada().peticion


def test_si_todo_cuadra_no_se_avisa(una: Peticion) -> None:
    assert revisar_relojes(ahora=ahora()) == []
    assert not Envio.objects.filter(clase="relojes").exists()


def test_un_cierre_nuevo_que_mueve_terminos_se_informa_y_no_se_aplica(una: Peticion) -> None:
    plazo = una.plazos.get(clase="respuesta")
    assert plazo.fecha_vence is not None
    contados = [d for d in plazo.explicacion if d["cuenta"]]
    DiaNoHabil.objects.create(
        fecha=contados[3]["fecha"],
        motivo="Cierre de prueba",
        acto="Decreto 1 de prueba",
        efecto=DiaNoHabil.Efecto.SUSPENDE,
        afecta_terminos_legales=True,
    )

    halladas = revisar_relojes(ahora=ahora())

    respuesta = next(d for d in halladas if d.reloj == "respuesta")
    assert respuesta.guardada == plazo.fecha_vence
    assert respuesta.computada is not None
    assert respuesta.computada > plazo.fecha_vence
    plazo.refresh_from_db()
    assert plazo.fecha_vence == respuesta.guardada
    assert Envio.objects.filter(clase="relojes").count() == 1
    assert Asiento.objects.filter(objeto="relojes").count() == 1


def test_repetirla_el_mismo_dia_no_repite_el_correo(
    una: Peticion, mover_plazo: Callable[[Peticion], None]
) -> None:
    mover_plazo(una)
    revisar_relojes(ahora=ahora())
    revisar_relojes(ahora=ahora() + timedelta(minutes=1))
    assert Envio.objects.filter(clase="relojes").count() == 1


@pytest.fixture
def mover_plazo() -> Callable[[Peticion], None]:
    def mover(una: Peticion) -> None:
        plazo = una.plazos.get(clase="respuesta")
        assert plazo.fecha_vence is not None
        una.plazos.filter(pk=plazo.pk).update(fecha_vence=plazo.fecha_vence + timedelta(days=1))

    return mover
