"""Lo que se lee en cada fila de la bandeja."""

import re

import pytest

from ventanilla.bandeja.tests.paginas import BANDEJA, hoja
from ventanilla.correspondencia.models import Radicado, Serie
from ventanilla.peticiones.models import Estado, Peticion

pytestmark = pytest.mark.django_db


def test_la_lista_senala_la_atencion_preferente_sin_decir_por_que(peticion, beto, entrar) -> None:
    peticion(prioridad="discapacidad")
    lista = hoja(entrar(beto), vista="dependencia")
    assert "Atención preferente" in lista
    assert "discapacidad" not in lista


def test_lo_importado_sale_con_su_origen(peticion, beto, entrar) -> None:
    p = peticion()
    serie = Serie.objects.create(
        codigo="medellin", nombre="Traídas de Medellín", clase=Serie.Clase.IMPORTADA
    )
    Radicado.objects.filter(pk=p.radicado_id).update(serie=serie)
    lista = hoja(entrar(beto), vista="dependencia")
    assert "Traídas de Medellín" in lista


def test_en_lo_propio_no_se_repite_el_nombre_de_quien_mira(peticion, beto, entrar) -> None:
    p = peticion()
    Peticion.objects.filter(pk=p.pk).update(responsable=beto)
    navegador = entrar(beto)
    columna = 'data-titulo="Responsable"'
    assert columna not in hoja(navegador, vista="mia")
    propia = hoja(navegador, vista="dependencia")
    assert columna in propia
    assert f"<small>{p.dependencia.nombre}</small>" not in propia


def test_pedir_que_aclare_no_dice_detenido_lo_que_sigue_corriendo(peticion, beto, entrar) -> None:
    p = peticion()
    navegador = entrar(beto)
    cambios = {"estado": Estado.POR_ACLARAR, "vence_clase": "aclaracion"}
    Peticion.objects.filter(pk=p.pk).update(**cambios)
    pagina = hoja(navegador, vista="dependencia")
    assert "Espera a la persona" in pagina
    assert "Término detenido" not in pagina
    Peticion.objects.filter(pk=p.pk).update(vence_clase="respuesta")
    pagina = hoja(navegador, vista="dependencia")
    assert "Espera a la persona" not in pagina
    assert re.search(r"Quedan? \d+ día", pagina)


def test_la_bandeja_hace_siempre_las_mismas_consultas(
    peticion, beto, entrar, django_assert_max_num_queries
) -> None:
    navegador = entrar(beto)
    peticion()
    navegador.get(BANDEJA, {"vista": "dependencia"})
    with django_assert_max_num_queries(25) as con_una:
        navegador.get(BANDEJA, {"vista": "dependencia"})
    for _ in range(5):
        peticion()
    with django_assert_max_num_queries(len(con_una)):
        navegador.get(BANDEJA, {"vista": "dependencia"})
