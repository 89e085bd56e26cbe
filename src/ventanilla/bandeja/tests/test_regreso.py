"""De una petición se vuelve a la lista como se dejó, y a ninguna otra parte."""

import html
import re

import pytest
from django.urls import reverse

from ventanilla.comun.regreso import GALLETA
from ventanilla.peticiones.models import Estado, Peticion

pytestmark = pytest.mark.django_db
LISTA = {"vista": "dependencia", "q": "hueco", "orden": "-radicado", "pagina": "1"}
DIRECCION = "/trabajo/?vista=dependencia&q=hueco&orden=-radicado&pagina=1"


def ruta(nombre: str, p: Peticion) -> str:
    return reverse(f"peticiones:{nombre}", args=[p.uuid])


def miga(respuesta) -> str:
    """A dónde lleva «Bandeja» en esa página."""
    hallada = re.search(r'href="([^"]*)">Bandeja</a>', respuesta.content.decode())
    assert hallada
    return html.unescape(hallada[1])


def test_la_miga_vuelve_a_la_vista_el_filtro_y_la_pagina(peticion, beto, entrar) -> None:
    p = peticion()
    navegador = entrar(beto)
    navegador.get("/trabajo/", LISTA)
    for pagina in ("peticion", "peticion", "escribir", "expediente", "nota", "requerir"):
        assert miga(navegador.get(ruta(pagina, p))) == DIRECCION, pagina
    hecho = navegador.post(ruta("asignarme", p), follow=True)
    assert miga(hecho) == DIRECCION
    assert navegador.get(DIRECCION).status_code == 200


def test_se_vuelve_a_la_ultima_lista_que_se_miro(peticion, beto, entrar) -> None:
    p = peticion()
    navegador = entrar(beto)
    assert miga(navegador.get(ruta("peticion", p))) == "/trabajo/"
    navegador.get("/trabajo/", LISTA)
    navegador.get("/trabajo/")
    assert miga(navegador.get(ruta("peticion", p))) == "/trabajo/?vista=mia"


def test_lo_que_no_es_de_la_lista_no_se_guarda(peticion, beto, entrar) -> None:
    p = peticion()
    navegador = entrar(beto)
    navegador.get("/trabajo/", {"vista": "//malo.example", "volver": "https://malo.example"})
    assert miga(navegador.get(ruta("peticion", p))) == "/trabajo/?vista=mia"
    navegador.get("/trabajo/", {"vista": "dependencia", "q": "ñ" * 5000})
    assert miga(navegador.get(ruta("peticion", p))) == "/trabajo/?vista=dependencia"


def test_una_galleta_puesta_por_otro_no_lleva_a_ninguna_parte(
    peticion, beto, diego, entrar
) -> None:
    p = peticion()
    de_beto, de_diego = entrar(beto), entrar(diego)
    de_beto.get("/trabajo/", LISTA)
    for puesta in (de_beto.cookies[GALLETA].value, f"{diego.pk}?//malo.example", "\x00", ""):
        de_diego.cookies[GALLETA] = puesta
        assert miga(de_diego.get(ruta("peticion", p))) == "/trabajo/"


def test_despues_de_repartir_se_vuelve_a_la_lista(peticion, beto, diego, entrar) -> None:
    p = peticion()
    navegador = entrar(diego)
    navegador.get("/trabajo/", LISTA)
    datos = {"elegida": str(p.uuid), "accion": "persona", "responsable": beto.pk}
    assert navegador.post("/trabajo/repartir/", datos)["Location"] == DIRECCION
    assert navegador.post("/trabajo/repartir/", {})["Location"] == DIRECCION


def test_lo_firmado_ofrece_volver_a_la_lista_y_la_siguiente(peticion, beto, diego, entrar) -> None:
    una, otra = peticion(asunto="La primera"), peticion(asunto="La segunda")
    for p in (una, otra):
        entrar(beto).post(ruta("escribir", p), {"asunto": "R", "texto": "Va.", "version": 0})
        entrar(beto).post(ruta("pasar_a_firma", p), {"version": 1})
    navegador = entrar(diego)
    lista = navegador.get("/trabajo/", {"vista": "por-firmar"}).content.decode()
    assert f'href="{ruta("revisar", una)}" data-abrir' in lista
    firmada = navegador.post(ruta("firmar", una), {"version": 1}, follow=True).content.decode()
    assert 'href="/trabajo/?vista=por-firmar">Volver a la lista</a>' in firmada
    assert f'href="{ruta("revisar", otra)}">Leer y firmar la siguiente</a>' in firmada
    ultima = navegador.post(ruta("firmar", otra), {"version": 1}, follow=True).content.decode()
    assert "Volver a la lista" in ultima
    assert "Leer y firmar la siguiente" not in ultima


def test_lo_cerrado_ofrece_volver_a_la_lista(peticion, beto, entrar) -> None:
    p = peticion()
    Peticion.objects.filter(pk=p.pk).update(esta_cerrada=True, estado=Estado.NOTIFICADA)
    navegador = entrar(beto)
    navegador.get("/trabajo/", {"vista": "dependencia", "estado": "cerradas"})
    hoja = navegador.get(ruta("peticion", p)).content.decode()
    assert 'href="/trabajo/?vista=dependencia&amp;estado=cerradas">Volver a la lista</a>' in hoja
