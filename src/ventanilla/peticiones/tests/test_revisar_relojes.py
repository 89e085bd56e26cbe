"""La revisión nocturna informa lo que no cuadra y no cambia ninguna fecha."""

from collections.abc import Callable
from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps

from ventanilla.auditoria.models import Asiento
from ventanilla.comun.reloj import ahora
from ventanilla.correspondencia.models import Envio
from ventanilla.directorio.consultas import calendario_de_la_entidad
from ventanilla.directorio.models import DiaNoHabil
from ventanilla.peticiones.consultas.diferencias import diferencias
from ventanilla.peticiones.models import Peticion
from ventanilla.peticiones.reglas.vencimiento import Vencimiento
from ventanilla.peticiones.servicios.competencia import aceptar_competencia
from ventanilla.peticiones.servicios.radicar import Radicada
from ventanilla.peticiones.servicios.requerir import devolver_para_aclarar, requerir
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


def test_una_copia_torcida_de_la_bandeja_se_informa(una: Peticion) -> None:
    assert una.vence is not None
    Peticion.objects.update(vence=una.vence + timedelta(days=9), persona_hasta=una.vence)
    halladas = {d.reloj: d.guardada for d in revisar_relojes(ahora=ahora())}
    assert halladas == {
        "vencimiento en la bandeja": una.vence + timedelta(days=9),
        "plazo de la persona en la bandeja": una.vence,
    }


def test_lo_que_ya_esperaba_a_la_persona_queda_con_sus_dos_fechas(peticion, beto, como) -> None:
    """La migración 0022 separa lo que antes era una sola fecha, sin volver a computar."""
    completar, aclarar, otra = peticion(), peticion(), peticion()
    for p in (completar, aclarar):
        aceptar_competencia(p, actor=como(beto), ahora=ahora())
    requerir(completar, falta="Falta la dirección.", actor=como(beto), ahora=ahora())
    devolver_para_aclarar(aclarar, duda="No se entiende.", actor=como(beto), ahora=ahora())
    como_debe_ser = sorted(Peticion.objects.values_list("pk", *Vencimiento._fields))
    plazo = aclarar.plazos.get(clase="aclaracion")
    Peticion.objects.filter(pk=aclarar.pk).update(
        vence=plazo.fecha_vence, vence_momento=plazo.momento_vence, vence_clase=plazo.clase
    )
    Peticion.objects.update(persona_hasta=None)

    import_module("ventanilla.peticiones.migrations.0022_hasta_cuando_la_persona").separar(
        apps, None
    )

    assert sorted(Peticion.objects.values_list("pk", *Vencimiento._fields)) == como_debe_ser
    otra.refresh_from_db()
    assert otra.persona_hasta is None
    assert list(diferencias(calendario=calendario_de_la_entidad())) == []
