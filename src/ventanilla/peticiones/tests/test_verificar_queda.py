"""Si alguien mueve una petición o una plantilla por fuera, `verificar` lo nombra."""

import pytest

from ventanilla.auditoria.models import Asiento
from ventanilla.comun.reloj import ahora, hoy
from ventanilla.estructura.servicios.mudar import cerrar_y_mudar
from ventanilla.peticiones.consultas.verificacion import revisar_peticiones, revisar_plantillas
from ventanilla.peticiones.consultas.verificacion.dicho import leer
from ventanilla.peticiones.consultas.verificacion.queda import lo_que_no_queda
from ventanilla.peticiones.models import Peticion, Plantilla
from ventanilla.peticiones.servicios.asignar import asignarse
from ventanilla.peticiones.servicios.plantillas import (
    Contenido,
    guardar_plantilla,
    retirar_plantilla,
    sembrar_plantillas,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def tomada(peticion, beto, como) -> Peticion:
    p: Peticion = peticion()
    asignarse(p, actor=como(beto), ahora=ahora())
    return p


def test_lo_que_hacen_los_servicios_queda_como_dice_el_libro(tomada) -> None:
    assert list(revisar_peticiones()) == []


@pytest.mark.parametrize(
    ("campos", "que", "hacer"),
    [
        (
            {"estado": "notificada", "esta_cerrada": True},
            "Cambió «estado»: el libro dice «asignada», no «notificada».",
            "Mire su historia",
        ),
        ({"estado": "proyectada"}, "Cambió «estado»", "Mire su historia"),
        (
            {"esta_cerrada": True},
            "Dice estar cerrada y su estado es «asignada».",
            "Mire su historia",
        ),
        ({"medio_respuesta": "postal"}, "Cambió «medio»", "Antes de enviar la respuesta"),
        ({"responsable": None}, "Cambió «responsable»", "asígnela otra vez"),
        ({"dependencia": None}, "Cambió «dependencia»", "envíela a la que debe responder"),
    ],
)
def test_moverla_por_fuera_se_nombra_y_dice_que_hacer(tomada, campos, que, hacer) -> None:
    Peticion.objects.filter(pk=tomada.pk).update(**campos)
    (mala,) = revisar_peticiones()
    assert mala.objeto == f"petición {tomada.radicado.impreso}"
    assert que in mala.que
    assert hacer in mala.que


def test_un_libro_viejo_que_no_dice_como_quedaba_no_es_una_falta(tomada) -> None:
    dichos = [leer(a) for a in Asiento.objects.filter(objeto=f"peticion:{tomada.uuid.hex}")]
    viejos = [d for d in dichos if d is not None]
    for dicho in viejos:
        dicho.contenido.pop("queda", None)
    tomada.estado = "proyectada"
    assert list(lo_que_no_queda(tomada, viejos)) == []


@pytest.fixture
def plantilla(dependencias, diego, como) -> Plantilla:
    contenido = Contenido("Huecos", "Recibimos {{radicado}}.", dependencias.infraestructura)
    return guardar_plantilla(None, contenido=contenido, actor=como(diego), ahora=ahora())


def test_las_plantillas_de_los_servicios_estan_como_dice_el_libro(plantilla, diego, como) -> None:
    retirar_plantilla(plantilla, actor=como(diego), ahora=ahora())
    assert list(revisar_plantillas()) == []


def test_las_de_fabrica_tambien(db) -> None:
    assert sembrar_plantillas(ahora=ahora())
    assert list(revisar_plantillas()) == []


def test_la_que_se_retira_porque_su_dependencia_se_cierra_tambien(
    plantilla, dependencias, fabio, como
) -> None:
    cerrar_y_mudar(
        dependencias.infraestructura,
        sucesora=None,
        unida=False,
        acto="Decreto 1",
        desde=hoy(),
        actor=como(fabio),
        ahora=ahora(),
    )
    plantilla.refresh_from_db()
    assert not plantilla.activa
    assert list(revisar_plantillas()) == []


@pytest.mark.parametrize(
    ("campos", "que"),
    [
        ({"texto": "Consigne en la cuenta 123."}, "«texto_sha256»"),
        ({"nombre": "Otra"}, "«nombre»"),
        ({"activa": False}, "«activa»"),
        ({"dependencia": None}, "«dependencia»"),
        ({"clase": "queja"}, "«clase»"),
    ],
)
def test_una_plantilla_cambiada_por_fuera_se_nombra(plantilla, campos, que) -> None:
    Plantilla.objects.filter(pk=plantilla.pk).update(**campos)
    (mala,) = revisar_plantillas()
    assert mala.fila == f"peticiones.Plantilla {plantilla.pk}"
    assert que in mala.que
    assert "guárdela como debe decir" in mala.que


def test_una_plantilla_borrada_o_que_nadie_guardo_se_nombra(plantilla) -> None:
    Plantilla.objects.all().delete()
    (mala,) = revisar_plantillas()
    assert (mala.objeto, mala.fila) == ("plantilla «Huecos»", "peticiones.Plantilla (borrada)")
    plantilla.save(force_insert=True)
    Asiento.objects.filter(objeto=f"plantilla:{plantilla.uuid.hex}").delete()
    (mala,) = revisar_plantillas()
    assert "Nadie la guardó en el libro" in mala.que
