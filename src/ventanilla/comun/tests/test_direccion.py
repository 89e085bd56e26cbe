"""De dónde viene quien pide: sin creerle, y sin contar por separado lo que es de una persona."""

import pytest
from django.test import RequestFactory

from ventanilla.comun.direccion import direccion_de, es_sede_conocida
from ventanilla.proyecto.entorno import EntornoInvalido, _redes

pytestmark = pytest.mark.pura


def pedido(directa: str, reenviada: str = ""):
    cabeceras = {"X-Forwarded-For": reenviada} if reenviada else {}
    return RequestFactory().get("/", REMOTE_ADDR=directa, headers=cabeceras)


def test_sin_proxies_no_se_cree_lo_reenviado(settings):
    settings.VENTANILLA_PROXIES = 0
    assert direccion_de(pedido("192.0.2.1", "203.0.113.9")) == "192.0.2.1"


@pytest.mark.parametrize("inventada", ["", "203.0.113.9, ", "10.0.0.1, 203.0.113.9, "])
def test_con_un_proxy_vale_lo_ultimo_que_el_anoto(settings, inventada):
    settings.VENTANILLA_PROXIES = 1
    assert direccion_de(pedido("127.0.0.1", f"{inventada}192.0.2.1")) == "192.0.2.1"


def test_cambiar_de_direccion_dentro_de_la_misma_conexion_ipv6_no_da_otra_cuenta(settings):
    settings.VENTANILLA_PROXIES = 0
    una = direccion_de(pedido("2001:db8:1:2::1"))
    assert una == direccion_de(pedido("2001:db8:1:2:ffff::9"))
    assert una != direccion_de(pedido("2001:db8:1:3::1"))


def test_una_ipv4_dicha_como_ipv6_es_la_misma(settings):
    settings.VENTANILLA_PROXIES = 0
    assert direccion_de(pedido("::ffff:192.0.2.1")) == "192.0.2.1"


def test_las_sedes_conocidas_se_reconocen_por_direccion_o_por_red(settings):
    settings.VENTANILLA_PROXIES = 0
    settings.VENTANILLA_SEDES = _redes({"S": "192.0.2.7, 2001:db8::/32 10.1.2.3/16"}, "S")
    assert es_sede_conocida(pedido("192.0.2.7"))
    assert es_sede_conocida(pedido("10.1.200.1"))
    assert es_sede_conocida(pedido("2001:db8::5"))
    assert not es_sede_conocida(pedido("192.0.2.8", "192.0.2.7"))
    assert not es_sede_conocida(pedido("desconocida"))


def test_una_sede_mal_escrita_se_dice_por_su_nombre():
    with pytest.raises(EntornoInvalido, match=r"VENTANILLA_SEDES.*biblioteca"):
        _redes({"VENTANILLA_SEDES": "biblioteca"}, "VENTANILLA_SEDES")
