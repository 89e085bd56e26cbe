"""Las vistas de la bandeja: qué trae cada una, y a quién."""

import pytest

from ventanilla.bandeja.tests.paginas import BANDEJA, cuenta_del_menu, hoja
from ventanilla.peticiones.models import Peticion

pytestmark = pytest.mark.django_db


def test_entes_de_control_y_jueces_tienen_su_pestana_con_su_cuenta(peticion, beto, entrar) -> None:
    comun = peticion(asunto="La de una persona")
    juez = peticion(asunto="La del juez")
    Peticion.objects.filter(pk=juez.pk).update(clase="judicial")
    pagina = hoja(entrar(beto), vista="control")
    assert "La del juez" in pagina
    assert comun.asunto not in pagina
    assert cuenta_del_menu(pagina, "Entes de control y jueces") == 1


def test_en_traslados_esta_lo_que_nadie_ha_aceptado(peticion, beto, entrar) -> None:
    peticion(asunto="La que espera")
    aceptada = peticion(asunto="La aceptada")
    Peticion.objects.filter(pk=aceptada.pk).update(vence_clase="respuesta")
    pagina = hoja(entrar(beto), vista="traslados")
    assert "La que espera" in pagina
    assert "La aceptada" not in pagina
    assert cuenta_del_menu(pagina, "Traslados") == 1


@pytest.mark.parametrize("vista", ["dependencia", "traslados", "control", "todas", "mia"])
def test_ninguna_pestana_muestra_lo_de_otra_dependencia(vista, peticion, carla, entrar) -> None:
    p = peticion(asunto="La de Infraestructura")
    Peticion.objects.filter(pk=p.pk).update(clase="judicial")
    pagina = hoja(entrar(carla), vista=vista)
    assert p.asunto not in pagina
    assert cuenta_del_menu(pagina, "Traslados") == 0


def test_lo_asignado_a_uno_se_ve_aunque_este_en_otra_dependencia(peticion, carla, entrar) -> None:
    p = peticion(asunto="La prestada")
    Peticion.objects.filter(pk=p.pk).update(responsable=carla, clase="judicial")
    for vista in ("mia", "control"):
        assert p.asunto in hoja(entrar(carla), vista=vista)


def test_quien_lee_todo_y_no_tramita_llega_a_todo(elena, beto, entrar) -> None:
    assert "<h1>Todas las peticiones</h1>" in entrar(elena).get("/trabajo/").content.decode()
    assert "<h1>Mi bandeja</h1>" in entrar(beto).get("/trabajo/").content.decode()


@pytest.mark.parametrize(
    ("vista", "dicho"),
    [
        ("mia", "No tiene peticiones a su cargo"),
        ("dependencia", "Nada pendiente"),
        ("por-firmar", "Nada por firmar"),
        ("traslados", "Nada por decidir"),
        ("control", "Nada de entes de control ni de jueces"),
    ],
)
def test_una_lista_vacia_dice_que_aparecera_ahi(vista, dicho, diego, entrar) -> None:
    pagina = hoja(entrar(diego), vista=vista)
    assert f"<h2>{dicho}</h2>" in pagina
    assert 'id="lista"' in pagina


def test_quien_administra_y_no_tramita_va_a_la_entidad(fabio, entrar) -> None:
    assert entrar(fabio).get(BANDEJA)["Location"] == "/trabajo/entidad/"


def test_quien_no_tramita_no_tiene_bandeja(fabio, entrar) -> None:
    fabio.nombramientos.update(rol="ente_externo")
    navegador = entrar(fabio)
    assert navegador.get(BANDEJA)["Location"] == "/trabajo/mi-cargo/"
    assert "no trabaja con una cuenta" in navegador.get("/trabajo/mi-cargo/").content.decode()
