"""La página de la entidad: a quién le sirve y qué dice."""

import pytest
from django.test import Client

from ventanilla.comun.reloj import ahora
from ventanilla.directorio.models import DiaNoHabil

pytestmark = pytest.mark.django_db
PAGINA = "/trabajo/entidad/"
CLAVE = "el cafe de la manana es bueno"


def test_quien_administra_llega_a_la_entidad_al_entrar(fabio, diego) -> None:
    fabio.set_password(CLAVE)
    fabio.save()
    navegador = Client()
    datos = {"login": fabio.email, "password": CLAVE}
    llegada = navegador.post("/cuenta/entrar/", datos, follow=True)
    assert llegada.redirect_chain[-1][0] == PAGINA
    hoja = llegada.content.decode()
    for dicho in ("Alcaldía de Prueba", "Secretaría de Infraestructura", diego.nombre, "1500"):
        assert dicho in hoja
    assert "preparar --estructura" in hoja
    assert 'aria-current="page"' in hoja


def test_la_leen_atencion_y_control_interno_y_su_menu_la_ofrece(atencion, elena, entrar) -> None:
    for persona in (atencion, elena):
        navegador = entrar(persona)
        assert navegador.get(PAGINA).status_code == 200
        bandeja = navegador.get("/trabajo/")
        assert bandeja.status_code == 200
        assert f'href="{PAGINA}"' in bandeja.content.decode()


def test_quien_tramita_no_la_ve_ni_la_tiene_en_su_menu(beto, diego, entrar) -> None:
    for persona in (beto, diego):
        navegador = entrar(persona)
        respuesta = navegador.get(PAGINA)
        assert respuesta.status_code == 403
        assert "de quien administra" in respuesta.content.decode()
        assert f'href="{PAGINA}"' not in navegador.get("/trabajo/").content.decode()


def test_sin_entrar_se_va_a_la_puerta_y_solo_se_lee(fabio, entrar) -> None:
    assert Client().get(PAGINA)["Location"].startswith("/cuenta/entrar/")
    assert entrar(fabio).post(PAGINA).status_code == 405


def test_dice_lo_que_falta_para_atender(fabio, entrar, dependencias) -> None:
    type(dependencias.atencion).objects.update(es_atencion=False)
    hoja = entrar(fabio).get(PAGINA).content.decode()
    assert "Ninguna dependencia es la de Atención" in hoja
    assert "3 dependencias no tienen jefe" in hoja
    assert "Sin contraseña" in hoja


def test_se_busca_a_alguien_sin_tildes(fabio, beto, entrar) -> None:
    beto.nombre = "Álvaro Ficticio"
    beto.save()
    navegador = entrar(fabio)
    hoja = navegador.get(PAGINA, {"q": "alvaro"}).content.decode()
    assert beto.email in hoja
    assert fabio.email not in hoja
    assert "Nadie con ese nombre" in navegador.get(PAGINA, {"q": "zzz"}).content.decode()


def test_los_dias_dicen_si_mueven_los_terminos(fabio, entrar) -> None:
    DiaNoHabil.objects.create(fecha=ahora().date(), motivo="Día cívico", acto="Decreto 1")
    hoja = entrar(fabio).get(PAGINA).content.decode()
    assert "Día cívico" in hoja
    assert "No mueve los términos de ley" in hoja


def test_las_consultas_no_crecen_con_la_gente(
    fabio, beto, carla, diego, atencion, entrar, django_assert_max_num_queries
) -> None:
    navegador = entrar(fabio)
    with django_assert_max_num_queries(22):
        navegador.get(PAGINA)
