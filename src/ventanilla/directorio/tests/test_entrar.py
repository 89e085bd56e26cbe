"""Entrar, salir, equivocarse muchas veces y olvidar la contraseña."""

import re

import pytest
from allauth.account.adapter import get_adapter
from django.core import mail
from django.test import Client, RequestFactory

from ventanilla.comun.reloj import ahora
from ventanilla.correspondencia.servicios import despachar_pendientes
from ventanilla.directorio.models import Usuario

pytestmark = pytest.mark.django_db
CLAVE = "el cafe de la manana es bueno"
ENTRAR = "/cuenta/entrar/"


@pytest.fixture
def con_clave(beto: Usuario) -> Usuario:
    beto.set_password(CLAVE)
    beto.save()
    return beto


def intentar(navegador: Client, clave: str, correo: str):
    return navegador.post(ENTRAR, {"login": correo, "password": clave})


def test_quien_no_ha_entrado_va_a_la_puerta_y_vuelve(con_clave) -> None:
    navegador = Client()
    respuesta = navegador.get("/trabajo/?vista=dependencia")
    assert respuesta.status_code == 302
    destino = respuesta["Location"]
    assert destino.startswith(ENTRAR)
    hoja = navegador.get(destino)
    assert "Entrar" in hoja.content.decode()
    vuelta = navegador.post(
        ENTRAR,
        {"login": con_clave.email, "password": CLAVE, "next": "/trabajo/?vista=dependencia"},
    )
    assert vuelta["Location"] == "/trabajo/?vista=dependencia"


def test_la_puerta_no_lleva_a_otro_sitio(con_clave) -> None:
    datos = {"login": con_clave.email, "password": CLAVE, "next": "https://otro.example/"}
    assert Client().post(ENTRAR, datos)["Location"] == "/trabajo/"


def test_una_clave_errada_se_dice_sin_decir_si_la_cuenta_existe(con_clave) -> None:
    mala = intentar(Client(), "no es", con_clave.email).content.decode()
    nadie = intentar(Client(), "no es", "nadie@ejemplo.gov.co").content.decode()
    dichos = [re.findall(r"resumen-errores.*?</ul>", hoja, re.S) for hoja in (mala, nadie)]
    assert dichos[0]
    assert dichos[0] == dichos[1]


def test_ocho_errores_cierran_la_puerta_a_esa_persona_desde_esa_direccion(con_clave) -> None:
    navegador = Client()
    for _ in range(8):
        ultima = intentar(navegador, "no es", con_clave.email)
    assert ultima.status_code == 429
    assert "muchos intentos" in ultima.content.decode()
    assert intentar(navegador, CLAVE, con_clave.email.upper()).status_code == 429
    desde_otra = intentar(Client(REMOTE_ADDR="10.9.8.7"), CLAVE, con_clave.email)
    assert desde_otra.status_code == 302


def test_los_errores_de_uno_no_cierran_la_puerta_a_otro_del_mismo_edificio(
    con_clave, carla
) -> None:
    carla.set_password(CLAVE)
    carla.save()
    for _ in range(8):
        intentar(Client(), "no es", con_clave.email)
    assert intentar(Client(), CLAVE, carla.email).status_code == 302


def test_salir_cierra_la_sesion_y_solo_con_post(con_clave, entrar) -> None:
    navegador = entrar(con_clave)
    assert navegador.get("/cuenta/salir/").status_code == 200
    assert navegador.get("/trabajo/").status_code == 200
    assert navegador.post("/cuenta/salir/").status_code == 302
    assert navegador.get("/trabajo/").status_code == 302


def test_con_el_enlace_del_correo_se_pone_otra_contrasena(con_clave) -> None:
    navegador = Client()
    pedida = navegador.post("/cuenta/clave/", {"email": con_clave.email})
    assert pedida["Location"] == "/cuenta/clave/enviada/"
    assert navegador.get(pedida["Location"]).status_code == 200
    assert despachar_pendientes(ahora=ahora()) == 1
    (ruta,) = re.findall(r"http://[^/]+(/cuenta/clave/nueva/\S+)", str(mail.outbox[0].body))
    hoja = navegador.get(ruta, follow=True)
    assert "contraseña nueva" in hoja.content.decode()
    nueva = "otra frase bien larga de verdad"
    destino = hoja.redirect_chain[-1][0]
    listo = navegador.post(destino, {"password1": nueva, "password2": nueva}, follow=True)
    assert "quedó guardada" in listo.content.decode()
    assert intentar(Client(), nueva, con_clave.email).status_code == 302
    assert "ya no sirve" in Client().get(ruta, follow=True).content.decode()


def test_pedir_el_enlace_no_dice_quien_tiene_cuenta(con_clave) -> None:
    respuesta = Client().post("/cuenta/clave/", {"email": "nadie@ejemplo.gov.co"})
    assert respuesta["Location"] == "/cuenta/clave/enviada/"
    assert despachar_pendientes(ahora=ahora()) == 0


def test_una_persona_inactiva_no_entra(con_clave) -> None:
    con_clave.is_active = False
    con_clave.save()
    navegador = Client()
    respuesta = intentar(navegador, CLAVE, con_clave.email)
    assert navegador.get("/trabajo/").status_code == 302
    assert respuesta.status_code in (200, 302)


def test_el_enlace_del_correo_lleva_a_la_direccion_publica_y_no_a_la_que_diga_el_cliente(
    con_clave, settings
) -> None:
    settings.VENTANILLA_URL = "https://ventanilla.ejemplo.gov.co"
    Client().post("/cuenta/clave/", {"email": con_clave.email}, headers={"host": "localhost:6666"})
    despachar_pendientes(ahora=ahora())
    assert "https://ventanilla.ejemplo.gov.co/cuenta/clave/nueva/" in mail.outbox[0].body
    assert ":6666" not in mail.outbox[0].body


def test_tras_el_proxy_cada_persona_tiene_su_cuenta_de_intentos(settings) -> None:
    settings.VENTANILLA_PROXIES = 1
    cabeceras = {"X-Forwarded-For": "203.0.113.1, 192.0.2.5"}
    pedido = RequestFactory().get("/", REMOTE_ADDR="127.0.0.1", headers=cabeceras)
    assert get_adapter().get_client_ip(pedido) == "192.0.2.5"


def test_la_puerta_no_pone_texto_dentro_de_los_campos_y_llama_igual_a_la_ayuda(db) -> None:
    for pagina in (ENTRAR, "/cuenta/clave/"):
        hoja = Client().get(pagina).content.decode()
        assert "placeholder" not in hoja
        assert "Olvidé mi contraseña" in hoja
