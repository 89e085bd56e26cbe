"""La página de la entidad: a quién le sirve y qué dice."""

import re
from datetime import date

import pytest
from django.test import Client

from ventanilla.comun.reloj import ahora
from ventanilla.directorio.models import DiaNoHabil

pytestmark = pytest.mark.django_db
PAGINA = "/trabajo/entidad/"
DEPENDENCIAS, DIAS = f"{PAGINA}dependencias/", f"{PAGINA}dias/"
PERSONAS = f"{PAGINA}personas/"
CLAVE = "el cafe de la manana es bueno"


def test_quien_administra_llega_a_la_entidad_al_entrar(fabio, diego) -> None:
    fabio.set_password(CLAVE)
    fabio.save()
    navegador = Client()
    datos = {"login": fabio.email, "password": CLAVE}
    llegada = navegador.post("/cuenta/entrar/", datos, follow=True)
    assert llegada.redirect_chain[-1][0] == PAGINA
    hoja = llegada.content.decode()
    for dicho in ("Alcaldía de Prueba", "3 dependencias", "2 cuentas activas", "Ajustes"):
        assert dicho in hoja
    for ruta in (DEPENDENCIAS, DIAS, PERSONAS, "/trabajo/trd/", "/trabajo/tipos/"):
        assert f'href="{ruta}"' in hoja
    unidades = navegador.get(DEPENDENCIAS).content.decode()
    for dicho in ("Secretaría de Infraestructura", diego.nombre, "1500"):
        assert dicho in unidades
    assert "preparar --estructura" in hoja
    assert 'aria-current="page"' in hoja


def test_la_leen_atencion_y_control_interno_y_su_menu_la_ofrece(atencion, elena, entrar) -> None:
    for persona in (atencion, elena):
        navegador = entrar(persona)
        for ruta in (PAGINA, DEPENDENCIAS, DIAS):
            assert navegador.get(ruta).status_code == 200
        bandeja = navegador.get("/trabajo/")
        assert bandeja.status_code == 200
        assert f'href="{PAGINA}"' in bandeja.content.decode()


def test_quien_tramita_no_la_ve_ni_la_tiene_en_su_menu(beto, diego, entrar) -> None:
    for persona in (beto, diego):
        navegador = entrar(persona)
        for ruta in (PAGINA, DEPENDENCIAS, DIAS):
            respuesta = navegador.get(ruta)
            assert respuesta.status_code == 403
        assert "de quien administra" in respuesta.content.decode()
        assert f'href="{PAGINA}"' not in navegador.get("/trabajo/").content.decode()


def test_sin_entrar_se_va_a_la_puerta_y_solo_se_lee(fabio, entrar) -> None:
    for ruta in (PAGINA, DEPENDENCIAS, DIAS):
        assert Client().get(ruta)["Location"].startswith("/cuenta/entrar/")
        assert entrar(fabio).post(ruta).status_code == 405


def test_dice_lo_que_falta_para_atender(fabio, entrar, dependencias) -> None:
    type(dependencias.atencion).objects.update(es_atencion=False)
    hoja = entrar(fabio).get(PAGINA).content.decode()
    assert "Ninguna dependencia es la de Atención" in hoja
    assert "3 dependencias no tienen jefe" in hoja
    assert "Sin contraseña" in entrar(fabio).get(PERSONAS).content.decode()


def test_las_dependencias_se_leen_como_un_arbol(fabio, entrar, dependencias) -> None:
    nueva = type(dependencias.hacienda)(
        codigo="1210", nombre="Tesorería", padre=dependencias.hacienda, desde=date(2020, 1, 1)
    )
    nueva.save()
    hoja = entrar(fabio).get(DEPENDENCIAS).content.decode()
    assert re.search(r'class="nivel-1"><a href="[^"]*/1210/">Tesorería', hoja)
    assert re.search(r'class="nivel-0"><a href="[^"]*">Secretaría de Hacienda', hoja)
    assert hoja.index("Secretaría de Hacienda") < hoja.index("Tesorería")


def test_los_dias_dicen_si_mueven_los_terminos(fabio, entrar) -> None:
    DiaNoHabil.objects.create(fecha=ahora().date(), motivo="Día cívico", acto="Decreto 1")
    assert "1 día por venir" in entrar(fabio).get(PAGINA).content.decode()
    hoja = entrar(fabio).get(DIAS).content.decode()
    assert "Día cívico" in hoja
    assert "No mueve los términos de ley" in hoja


def test_las_consultas_no_crecen_con_la_gente(
    fabio, beto, carla, diego, atencion, entrar, django_assert_max_num_queries
) -> None:
    navegador = entrar(fabio)
    for ruta in (PAGINA, DEPENDENCIAS, DIAS):
        with django_assert_max_num_queries(22):
            navegador.get(ruta)


def test_mi_cuenta_conserva_el_menu_de_quien_trabaja(beto, entrar) -> None:
    navegador = entrar(beto)
    for ruta in ("/cuenta/seguridad/", "/cuenta/seguridad/sesiones/", "/cuenta/teclado/"):
        hoja = navegador.get(ruta).content.decode()
        assert 'class="menu-lateral"' in hoja
        assert "Mi dependencia" in hoja
        assert 'href="/trabajo/"' in hoja
