"""Volver a pedir: la nueva tiene su número y su fecha, y queda unida a la anterior."""

from datetime import timedelta

import pytest
from django.test import Client

from ventanilla.atencion.web.tests.test_mi_peticion import entrar_con_clave
from ventanilla.comun.actores import CIUDADANIA
from ventanilla.comun.reloj import ahora
from ventanilla.peticiones.consultas.verificacion import revisar_peticiones
from ventanilla.peticiones.models import Peticion
from ventanilla.peticiones.servicios.completar import desistir

pytestmark = pytest.mark.django_db


@pytest.fixture
def vencida(peticion):
    return peticion(ahora=ahora() - timedelta(days=60))


def reiterar(cliente: Client, lleno, numero: str):
    return cliente.post("/radicar/", lleno(reitera=numero))


def test_desde_la_vencida_el_formulario_trae_lo_escrito_y_las_dos_se_enlazan(vencida, lleno):
    cliente, ruta = entrar_con_clave(vencida)
    numero = vencida.radicado.impreso
    assert f"?otra=1&amp;reitera={numero}" in cliente.get(ruta).content.decode()
    formulario = cliente.get(f"/radicar/?otra=1&reitera={numero}")
    assert vencida.texto in formulario.context["form"].initial["texto"]
    assert f'name="reitera" value="{numero}"' in formulario.content.decode()
    assert reiterar(cliente, lleno, numero).status_code == 302
    nueva = Peticion.objects.select_related("radicado").latest("pk")
    assert nueva.reitera == vencida
    assert nueva.vence > vencida.vence
    assert nueva.radicado.impreso in cliente.get(ruta).content.decode()
    suya = cliente.get(f"/mi-peticion/{nueva.radicado.impreso}/").content.decode()
    assert f"Pide otra vez lo de la petición {numero}" in suya
    vencida.refresh_from_db()
    assert (vencida.estado, vencida.version) == ("radicada", 1)
    assert list(revisar_peticiones()) == []


def test_la_cerrada_no_se_reabre(peticion, lleno):
    cerrada = peticion()
    desistir(cerrada, actor=CIUDADANIA, ahora=ahora())
    cliente, _ = entrar_con_clave(cerrada)
    reiterar(cliente, lleno, cerrada.radicado.impreso)
    cerrada.refresh_from_db()
    assert cerrada.estado == "desistida"
    assert Peticion.objects.latest("pk").reitera == cerrada


def test_la_que_esta_a_tiempo_no_ofrece_volver_a_pedir(peticion):
    a_tiempo = peticion()
    cliente, ruta = entrar_con_clave(a_tiempo)
    assert "Volver a pedirlo" not in cliente.get(ruta).content.decode()
    numero = a_tiempo.radicado.impreso
    assert not cliente.get(f"/radicar/?reitera={numero}").context["form"].initial


def test_sin_la_clave_no_se_lee_ni_se_une_y_la_nueva_se_recibe_igual(vencida, lleno):
    cliente = Client()
    numero = vencida.radicado.impreso
    assert vencida.texto not in cliente.get(f"/radicar/?reitera={numero}").content.decode()
    assert reiterar(cliente, lleno, numero).status_code in (200, 302)
    assert Peticion.objects.latest("pk").reitera is None


def test_si_algo_falta_sigue_unida_y_con_lo_escrito(vencida, lleno):
    cliente, _ = entrar_con_clave(vencida)
    numero = vencida.radicado.impreso
    malo = cliente.post("/radicar/", lleno(reitera=numero, texto=""))
    assert malo.status_code == 422
    assert f'name="reitera" value="{numero}"' in malo.content.decode()


def test_quien_ahora_reserva_su_identidad_no_queda_unida_a_la_que_lleva_su_nombre(vencida, lleno):
    cliente, _ = entrar_con_clave(vencida)
    numero = vencida.radicado.impreso
    cliente.post("/radicar/", lleno(reitera=numero, tipo="reservado"))
    nueva = Peticion.objects.latest("pk")
    assert (nueva.solicitante, nueva.reitera) == ("reservado", None)
    assert not nueva.actuaciones.filter(datos__has_key="reitera").exists()


def test_a_quien_reserva_se_le_dice_que_el_numero_de_la_otra_la_delata(vencida, lleno):
    cliente, _ = entrar_con_clave(vencida)
    numero = vencida.radicado.impreso
    dicho = lleno(reitera=numero, tipo="reservado", texto=f"Vuelvo a pedir lo de la {numero}")
    avisada = cliente.post("/radicar/", dicho)
    assert avisada.status_code == 422
    assert "se sabría quién presentó la otra" in avisada.content.decode()
    assert not Peticion.objects.filter(solicitante="reservado").exists()
