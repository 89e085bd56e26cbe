"""Remitir a Control Disciplinario, que lee solo eso; y a dónde llega quien no ve peticiones."""

import pytest
from django.core import mail

from ventanilla.auditoria.models import Asiento
from ventanilla.comun.reloj import ahora
from ventanilla.conftest import nuevo_usuario
from ventanilla.correspondencia.servicios.despachar import despachar_pendientes
from ventanilla.directorio.models import Rol
from ventanilla.peticiones.models import Actuacion, Remision

pytestmark = pytest.mark.django_db
MOTIVO = "El servidor dejó vencer tres peticiones seguidas"


@pytest.fixture(autouse=True)
def sin_segundo_factor(settings) -> None:
    settings.VENTANILLA_SEGUNDO_FACTOR = ()


@pytest.fixture
def irma(dependencias):
    """Control Disciplinario."""
    return nuevo_usuario("Irma Ficticia", Rol.CONTROL_DISCIPLINARIO, None)


def test_control_disciplinario_lee_lo_remitido_con_su_motivo_y_nada_mas(
    irma, diego, beto, peticion, entrar, django_capture_on_commit_callbacks
) -> None:
    una, otra = peticion(), peticion()
    ruta, de_irma = f"/trabajo/peticiones/{una.uuid}/", entrar(irma)
    assert de_irma.get(ruta).status_code == 403
    antes = Actuacion.objects.count()
    de_diego = entrar(diego)
    assert "Remitir a Control Disciplinario" in de_diego.get(ruta).content.decode()
    assert de_diego.get(f"{ruta}remitir/").status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        de_diego.post(f"{ruta}remitir/", {"motivo": MOTIVO})
    bandeja = de_irma.get("/trabajo/").content.decode()
    assert una.radicado.impreso in bandeja
    assert otra.radicado.impreso not in bandeja
    assert MOTIVO in de_irma.get(ruta).content.decode()
    assert de_irma.get(f"/trabajo/peticiones/{otra.uuid}/").status_code == 403
    for accion in ("asignarme", "aceptar", "nota", "remitir", "contacto"):
        de_irma.post(f"{ruta}{accion}/", {"motivo": "x", "texto": "x"})
    # Ni quien la tramita ni la historia de la petición lo cuentan.
    assert Actuacion.objects.count() == antes
    for persona in (beto, diego):
        assert MOTIVO not in entrar(persona).get(ruta).content.decode()
    assert not Asiento.objects.filter(contenido__contains="vencer tres").exists()
    despachar_pendientes(ahora=ahora())
    assert [m.to for m in mail.outbox if "Disciplinario" in m.subject] == [[irma.email]]
    assert not any("vencer tres" in str(m.body) for m in mail.outbox)


def test_que_control_disciplinario_la_mire_no_se_le_dice_a_quien_la_tramita(
    irma, diego, beto, peticion, entrar
) -> None:
    una = peticion()
    ruta = f"/trabajo/peticiones/{una.uuid}/"
    entrar(diego).post(f"{ruta}remitir/", {"motivo": MOTIVO})
    de_irma = entrar(irma)
    assert de_irma.get(ruta).status_code == 200
    assert de_irma.post(f"{ruta}presencia/").status_code == 200
    assert "Irma Ficticia" not in entrar(beto).get(ruta).content.decode()
    assert "Irma Ficticia" not in entrar(beto).post(f"{ruta}presencia/").content.decode()


def test_remitir_dos_veces_sin_motivo_o_sin_quien_reciba_se_dice(diego, peticion, entrar) -> None:
    una, navegador = peticion(), entrar(diego)
    ruta = f"/trabajo/peticiones/{una.uuid}/remitir/"
    sin_nadie = navegador.post(ruta, {"motivo": MOTIVO})
    assert sin_nadie.status_code == 422
    assert "nadie tiene el rol" in sin_nadie.content.decode()
    nuevo_usuario("Irma Ficticia", Rol.CONTROL_DISCIPLINARIO, None)
    assert navegador.post(ruta, {"motivo": " "}).status_code == 422
    assert navegador.post(ruta, {"motivo": MOTIVO}).status_code == 302
    assert "ya la había remitido" in navegador.post(ruta, {"motivo": MOTIVO}).content.decode()
    assert Remision.objects.count() == 1


@pytest.mark.parametrize("quien", ["beto", "carla", "elena", "fabio"])
def test_no_la_remite_quien_no_dirige(quien, irma, peticion, entrar, request) -> None:
    una = peticion()
    navegador = entrar(request.getfixturevalue(quien))
    navegador.post(f"/trabajo/peticiones/{una.uuid}/remitir/", {"motivo": MOTIVO})
    assert not Remision.objects.exists()


@pytest.mark.parametrize(
    ("rol", "dicho"),
    [
        (Rol.ENLACE_CHAT, "no hay nada que atender"),
        (Rol.ENLACE_TRANSPARENCIA, "lo que la entidad publica"),
        (Rol.ENTE_EXTERNO, "no trabaja con una cuenta"),
        (Rol.RADICADOR, "Todas"),
        (Rol.CONTROL_INTERNO, "Todas"),
        (Rol.CONTROL_DISCIPLINARIO, "Remitidas a Control Disciplinario"),
    ],
)
def test_al_entrar_nadie_encuentra_una_puerta_cerrada(rol, dicho, dependencias, entrar) -> None:
    navegador = entrar(nuevo_usuario("Hugo Ficticio", rol, dependencias.hacienda))
    llegada = navegador.get("/trabajo/", follow=True)
    assert llegada.status_code == 200
    assert dicho in llegada.content.decode()
    assert navegador.get("/trabajo/mi-cargo/").status_code == 200


def test_sin_cargo_vigente_se_dice_que_hacer(beto, entrar) -> None:
    beto.nombramientos.all().delete()
    llegada = entrar(beto).get("/trabajo/", follow=True)
    assert "Hoy no tiene ningún cargo" in llegada.content.decode()
