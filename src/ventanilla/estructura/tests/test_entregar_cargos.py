"""Al dejar un cargo: la jefatura lo sabe diez días hábiles antes y recibe lo que quede."""

from datetime import date, datetime, timedelta

import pytest
from django.core import mail

from ventanilla.comun.reloj import BOGOTA
from ventanilla.conftest import nuevo_usuario
from ventanilla.correspondencia.servicios import despachar_pendientes
from ventanilla.directorio.models import Nombramiento, Vinculacion
from ventanilla.estructura.reglas.cargos import fin_del_cargo
from ventanilla.estructura.servicios.entregar_cargos import entregar_cargos
from ventanilla.peticiones.models import Actuacion, Estado, Peticion
from ventanilla.peticiones.servicios.asignar import asignarse
from ventanilla.peticiones.servicios.partes import pedir_partes, tomar_parte
from ventanilla.proyecto.agenda import AGENDA

FIN = date(2026, 11, 27)  # viernes; sin festivos en los diez hábiles anteriores salvo el 16


def el(fecha: date) -> datetime:
    return datetime(fecha.year, fecha.month, fecha.day, 0, 30, tzinfo=BOGOTA)


@pytest.fixture
def de_beto(peticion, beto, como):
    una = peticion(ahora=el(date(2026, 11, 3)))
    asignarse(una, actor=como(beto), ahora=el(date(2026, 11, 4)))
    return una


def termina(usuario, fecha: date) -> None:
    Nombramiento.objects.filter(usuario=usuario).update(hasta=fecha)


@pytest.mark.django_db
def test_diez_dias_habiles_antes_la_jefatura_recibe_la_lista_una_vez(de_beto, beto, diego) -> None:
    termina(beto, FIN)
    # El 16 de noviembre es festivo: diez hábiles antes del 27 es el 12.
    assert entregar_cargos(ahora=el(date(2026, 11, 11))) == {"avisados": 0, "devueltas": 0}
    assert entregar_cargos(ahora=el(date(2026, 11, 12)))["avisados"] == 1
    assert entregar_cargos(ahora=el(date(2026, 11, 12)))["avisados"] == 0
    assert entregar_cargos(ahora=el(FIN)) == {"avisados": 0, "devueltas": 0}
    despachar_pendientes(ahora=el(FIN))
    (carta,) = [m for m in mail.outbox if "Termina un cargo" in m.subject]
    assert carta.to == [diego.email]
    assert beto.nombre in carta.subject
    assert de_beto.radicado.impreso in str(carta.body)
    assert "28 de noviembre" in str(carta.body)
    assert de_beto.asunto not in str(carta.body)


@pytest.mark.django_db
def test_al_dia_siguiente_pasan_a_la_jefatura_y_queda_escrito(de_beto, beto, diego) -> None:
    termina(beto, FIN)
    assert entregar_cargos(ahora=el(FIN + timedelta(days=1)))["devueltas"] == 1
    de_beto.refresh_from_db()
    assert de_beto.responsable_id == diego.pk
    assert de_beto.estado == Estado.ASIGNADA
    ultima = Actuacion.objects.filter(peticion=de_beto).latest("orden")
    assert ultima.motivo.startswith("Terminó el cargo")
    assert not ultima.es_publica
    assert entregar_cargos(ahora=el(FIN + timedelta(days=1)))["devueltas"] == 0


@pytest.fixture
def parte_de_carla(peticion, beto, carla, como, dependencias):
    """Lo único que carla tiene: una parte que Infraestructura le pidió a Hacienda."""
    una = peticion(ahora=el(date(2026, 11, 24)))
    (parte,) = pedir_partes(
        una,
        pedido="Certifique si el predio tiene deudas.",
        dependencias=[dependencias.hacienda],
        hasta=date(2026, 12, 2),
        actor=como(beto),
        ahora=el(date(2026, 11, 24)),
    )
    tomar_parte(parte, actor=como(carla), ahora=el(date(2026, 11, 25)))
    return parte


@pytest.mark.django_db
@pytest.mark.parametrize("hay_jefe", [True, False])
def test_la_parte_que_debia_tambien_pasa_a_su_jefatura(
    hay_jefe, parte_de_carla, carla, dependencias
) -> None:
    jefe = nuevo_usuario("Hugo Ficticio", "jefe", dependencias.hacienda) if hay_jefe else None
    termina(carla, FIN)
    assert entregar_cargos(ahora=el(FIN))["avisados"] == 1
    despachar_pendientes(ahora=el(FIN))
    (carta,) = [m for m in mail.outbox if "Termina un cargo" in m.subject]
    assert f"Parte de la respuesta a {parte_de_carla.peticion.radicado.impreso}" in str(carta.body)
    antes = (parte_de_carla.peticion.dependencia_id, parte_de_carla.peticion.responsable_id)
    assert entregar_cargos(ahora=el(FIN + timedelta(days=1)))["devueltas"] == 1
    parte_de_carla.refresh_from_db()
    assert parte_de_carla.responsable_id == (jefe.pk if jefe else None)
    assert parte_de_carla.estado == "abierta"
    quedo = Peticion.objects.get(pk=parte_de_carla.peticion_id)
    assert (quedo.dependencia_id, quedo.responsable_id) == antes
    ultima = Actuacion.objects.filter(peticion=quedo).latest("orden")
    assert (ultima.tipo, ultima.es_publica) == ("parte_asignada", False)
    assert entregar_cargos(ahora=el(FIN + timedelta(days=1)))["devueltas"] == 0


@pytest.mark.django_db
def test_si_el_cargo_se_prorroga_no_se_mueve_nada(de_beto, beto, diego, dependencias) -> None:
    termina(beto, FIN)
    Nombramiento.objects.create(
        usuario=beto,
        rol="funcionario",
        dependencia=dependencias.infraestructura,
        desde=FIN + timedelta(days=1),
        acto="Prórroga de prueba",
    )
    assert entregar_cargos(ahora=el(FIN + timedelta(days=1))) == {"avisados": 0, "devueltas": 0}


@pytest.mark.django_db
def test_un_contrato_que_acaba_cuenta_como_el_cargo(de_beto, beto, diego) -> None:
    Vinculacion.objects.filter(usuario=beto).update(clase="contratista", hasta=FIN)
    assert entregar_cargos(ahora=el(FIN))["avisados"] == 1
    assert entregar_cargos(ahora=el(FIN + timedelta(days=1)))["devueltas"] == 1


@pytest.mark.django_db
def test_en_una_licencia_recibe_quien_esta_encargado(de_beto, beto, diego, carla, dependencias):
    termina(beto, FIN)
    Nombramiento.objects.create(
        usuario=carla,
        rol="jefe",
        dependencia=dependencias.infraestructura,
        desde=date(2026, 11, 20),
        hasta=date(2026, 12, 20),
        acto="Encargo de prueba",
    )
    entregar_cargos(ahora=el(FIN + timedelta(days=1)))
    de_beto.refresh_from_db()
    assert de_beto.responsable_id == carla.pk


@pytest.mark.django_db
def test_sin_jefatura_avisa_a_atencion_y_quedan_en_la_dependencia(de_beto, beto, entidad) -> None:
    termina(beto, FIN)
    assert entregar_cargos(ahora=el(FIN))["avisados"] == 1
    despachar_pendientes(ahora=el(FIN))
    assert [m.to for m in mail.outbox if "Termina" in m.subject] == [[entidad.correo_atencion]]
    entregar_cargos(ahora=el(FIN + timedelta(days=1)))
    de_beto.refresh_from_db()
    assert de_beto.responsable_id is None
    assert de_beto.dependencia_id is not None


@pytest.mark.django_db
def test_lo_cerrado_no_se_mueve(de_beto, beto, diego) -> None:
    termina(beto, FIN)
    Peticion.objects.filter(pk=de_beto.pk).update(esta_cerrada=True)
    assert entregar_cargos(ahora=el(FIN + timedelta(days=1)))["devueltas"] == 0


@pytest.mark.django_db
def test_las_consultas_no_crecen_si_nadie_termina(
    peticion, beto, carla, como, django_assert_max_num_queries
) -> None:
    for _ in range(3):
        asignarse(peticion(), actor=como(beto), ahora=el(FIN))
    with django_assert_max_num_queries(8):
        entregar_cargos(ahora=el(FIN))


def test_corre_cada_noche() -> None:
    assert "estructura.entregar_cargos" in AGENDA


@pytest.mark.parametrize(
    ("nombramientos", "vinculaciones", "fin"),
    [
        ([None], [None], None),
        ([FIN], [None], FIN),
        ([None], [FIN], FIN),
        ([FIN, None], [], None),
        ([FIN, date(2026, 12, 1)], [date(2027, 1, 1)], date(2026, 12, 1)),
        ([date(2027, 1, 1)], [FIN, date(2026, 12, 1)], date(2026, 12, 1)),
        ([], [], None),
    ],
)
def test_el_cargo_acaba_con_lo_que_acabe_primero(nombramientos, vinculaciones, fin) -> None:
    assert fin_del_cargo(nombramientos, vinculaciones) == fin
