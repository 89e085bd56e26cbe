"""Las pestañas de la bandeja, sus cuentas y su búsqueda cuando hay muchas."""

import re

import pytest

from ventanilla.peticiones.consultas import bandeja
from ventanilla.peticiones.models import Estado, Peticion

pytestmark = pytest.mark.django_db
BANDEJA = "/trabajo/"


def hoja(navegador, **filtro: str) -> str:
    respuesta = navegador.get(BANDEJA, filtro)
    assert respuesta.status_code == 200
    return str(respuesta.content.decode())


def cuenta_del_menu(pagina: str, nombre: str) -> int:
    """El número que el menú pone al lado de una pestaña."""
    hallada = re.search(rf"{nombre}\s*(?:<[^>]*>\s*)*(\d+)", pagina)
    assert hallada, nombre
    return int(hallada[1])


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


def test_si_las_palabras_estan_en_muchas_no_se_cuentan_y_salen_en_el_mismo_orden(
    peticion, beto, entrar, monkeypatch
) -> None:
    for n in range(30):
        p = peticion(asunto=f"Poste {n:02d}")
        Peticion.objects.filter(pk=p.pk).update(
            esta_cerrada=n >= 27, estado=Estado.NOTIFICADA if n >= 27 else Estado.ASIGNADA
        )
    navegador = entrar(beto)

    def asuntos(**mas: str) -> list[str]:
        pagina = hoja(navegador, vista="dependencia", q="poste", **mas)
        return re.findall(r"Poste \d\d", pagina)

    pocas = asuntos() + asuntos(pagina="2")
    monkeypatch.setattr(bandeja, "MUCHAS", 10)
    primera = hoja(navegador, vista="dependencia", q="poste")
    assert "Del 1 al 25, y hay más" in primera
    assert asuntos() + asuntos(pagina="2") == pocas
    assert len(pocas) == 27
    assert "de 27" in hoja(navegador, vista="dependencia", q="poste", pagina="2")
    for rara in ("-1", "999999999999999999999", "²", "", "dos"):
        assert asuntos(pagina=rara)
