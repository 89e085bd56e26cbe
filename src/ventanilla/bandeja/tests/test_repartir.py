"""Repartir varias a la vez."""

import pytest

from ventanilla.peticiones.models import Estado, Peticion

pytestmark = pytest.mark.django_db
REPARTIR = "/trabajo/repartir/"


def enviar(navegador, *peticiones: Peticion, **datos: object):
    elegidas = [str(p.uuid) for p in peticiones]
    return navegador.post(REPARTIR, {"elegida": elegidas, **datos}, follow=True)


def test_el_jefe_elige_confirma_y_ve_cuales_quedaron_y_cual_no(
    peticion, beto, diego, entrar
) -> None:
    una, otra, cerrada = peticion(), peticion(), peticion()
    Peticion.objects.filter(pk=cerrada.pk).update(esta_cerrada=True, estado=Estado.NOTIFICADA)
    navegador = entrar(diego)
    lista = navegador.get("/trabajo/", {"vista": "dependencia"}).content.decode()
    assert f'name="elegida" value="{una.uuid}"' in lista
    antes = enviar(navegador, una, otra, cerrada).content.decode()
    assert "Repartir 3 peticiones" in antes
    assert Peticion.objects.filter(responsable=beto).count() == 0
    despues = enviar(navegador, una, otra, cerrada, accion="persona", responsable=beto.pk)
    dicho = despues.content.decode()
    assert "2 peticiones quedaron a cargo de Beto Ficticio." in dicho
    assert f"{cerrada.radicado.impreso} no se repartió" in dicho
    assert set(Peticion.objects.filter(responsable=beto)) == {una, otra}
    repetido = enviar(navegador, una, accion="persona", responsable=beto.pk).content.decode()
    assert "Ya la tiene Beto Ficticio" in repetido
    assert una.actuaciones.filter(tipo="asignada").count() == 1


def test_atencion_las_envia_juntas_a_otra_dependencia(
    peticion, dependencias, atencion, entrar
) -> None:
    una = peticion(dependencia=dependencias.atencion)
    otra = peticion(dependencia=dependencias.infraestructura)
    enviar(entrar(atencion), una, otra, accion="dependencia", dependencia=dependencias.hacienda.pk)
    assert Peticion.objects.filter(dependencia=dependencias.hacienda).count() == 2


def test_quien_no_reparte_no_elige_ni_puede(peticion, beto, diego, carla, entrar) -> None:
    p = peticion()
    navegador = entrar(beto)
    lista = navegador.get("/trabajo/", {"vista": "dependencia"}).content.decode()
    assert 'name="elegida"' not in lista
    assert "No las puede repartir" in enviar(navegador, p).content.decode()
    enviar(navegador, p, accion="persona", responsable=diego.pk)
    enviar(entrar(carla), p, accion="persona", responsable=carla.pk)
    assert Peticion.objects.get(pk=p.pk).responsable is None


@pytest.mark.parametrize("mala", ["", "x", "00000000-0000-4000-8000-000000000000"])
def test_sin_ninguna_que_sirva_vuelve_a_la_bandeja_y_lo_dice(mala: str, diego, entrar) -> None:
    navegador = entrar(diego)
    respuesta = navegador.post(REPARTIR, {"elegida": mala}, follow=True)
    assert "Elija en la lista" in respuesta.content.decode()
    assert navegador.get(REPARTIR, follow=True).status_code == 200


def test_a_quien_no_trabaja_en_la_dependencia_no_se_le_entrega_ninguna(
    peticion, carla, diego, entrar
) -> None:
    p = peticion()
    respuesta = enviar(entrar(diego), p, accion="persona", responsable=carla.pk)
    assert "Repartir una petición" in respuesta.content.decode()
    assert Peticion.objects.get(pk=p.pk).responsable is None


def test_lo_recien_llegado_ofrece_repartirla_antes_que_nada(radicada, atencion, entrar) -> None:
    p = radicada().peticion
    ruta = f"/trabajo/peticiones/{p.uuid}/"
    pagina = entrar(atencion).get(ruta).content.decode()
    assert 'class="boton" href="#id_enviar_dependencia">Repartirla</a>' in pagina
    assert 'id="id_enviar_dependencia"' in pagina
