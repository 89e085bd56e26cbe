"""Cada vista ofrece solo los filtros que cambian algo en ella."""

import re

import pytest

from ventanilla.peticiones.models import Estado, Peticion

pytestmark = pytest.mark.django_db


def filtros(pagina: str) -> set[str]:
    return set(re.findall(r'<select name="(\w+)"', pagina))


def hoja(navegador, **filtro: str) -> str:
    return str(navegador.get("/trabajo/", filtro).content.decode())


@pytest.mark.parametrize("vista", ["por-firmar", "por-verificar"])
def test_donde_hay_un_solo_estado_no_se_filtra_por_estado(
    vista, peticion, diego, atencion, entrar
) -> None:
    quien = diego if vista == "por-firmar" else atencion
    navegador = entrar(quien)
    assert "estado" not in filtros(hoja(navegador, vista=vista))
    assert "estado" in filtros(hoja(navegador, vista="dependencia"))


def test_el_estado_que_traiga_la_direccion_ahi_no_esconde_nada(peticion, diego, entrar) -> None:
    p = peticion()
    Peticion.objects.filter(pk=p.pk).update(estado=Estado.PROYECTADA)
    assert p.asunto in hoja(entrar(diego), vista="por-firmar", estado="cerradas")


def test_lo_que_no_esta_por_firmar_se_busca_en_las_cerradas_de_la_dependencia(
    peticion, diego, entrar
) -> None:
    p = peticion(asunto="Farol caído")
    Peticion.objects.filter(pk=p.pk).update(esta_cerrada=True, estado=Estado.NOTIFICADA)
    navegador = entrar(diego)
    salida = re.search(
        r'href="(\?[^"]*)">Buscar en las cerradas', hoja(navegador, vista="por-firmar", q="farol")
    )
    assert salida
    otra = navegador.get("/trabajo/" + salida[1].replace("&amp;", "&")).content.decode()
    assert p.asunto in otra


def test_en_la_de_entes_de_control_solo_estan_sus_clases(peticion, beto, entrar) -> None:
    pagina = hoja(entrar(beto), vista="control")
    clases = re.search(r'<select name="clase".*?</select>', pagina, re.S)
    assert clases
    ofrecidas = set(re.findall(r'value="(\w+)"', clases[0]))
    assert "judicial" in ofrecidas
    assert "peticion" not in ofrecidas


def test_por_firmar_no_cuenta_a_quien_se_espera(peticion, diego, entrar) -> None:
    navegador = entrar(diego)
    assert "en espera de la persona" not in hoja(navegador, vista="por-firmar")
    assert "en espera de la persona" in hoja(navegador, vista="dependencia")
