"""Dónde está abierta la cuenta, y cerrarla en los demás equipos."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client

from ventanilla.auditoria.models import Asiento
from ventanilla.comun.reloj import ahora
from ventanilla.directorio.models import Usuario
from ventanilla.directorio.reglas.dispositivo import dispositivo
from ventanilla.directorio.servicios.sesiones import olvidar_vencidas

CLAVE = "el cafe de la manana es bueno"
PAGINA = "/cuenta/seguridad/sesiones/"
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
TELEFONO = (
    "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/140.0.0.0 Mobile Safari/537.36"
)
EDGE = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1"


def abrir(usuario: Usuario, agente: str) -> Client:
    usuario.set_password(CLAVE)
    usuario.save()
    return seguir(usuario, agente)


def seguir(usuario: Usuario, agente: str) -> Client:
    """Otro equipo, sin cambiar la contraseña (que cerraría los demás)."""
    navegador = Client(headers={"user-agent": agente})
    navegador.post("/cuenta/entrar/", {"login": usuario.email, "password": CLAVE})
    return navegador


@pytest.mark.django_db
def test_se_ven_los_equipos_y_se_cierran_los_demas(beto, carla) -> None:
    oficina, telefono = abrir(beto, WINDOWS), seguir(beto, TELEFONO)
    ajena = abrir(carla, IPHONE)
    hoja = oficina.get(PAGINA).content.decode()
    assert "Firefox en Windows" in hoja
    assert "Chrome en un Android" in hoja
    assert "iPhone" not in hoja
    assert "Cerrar las demás" in hoja
    assert "Se cerró 1 sesión" in oficina.post(PAGINA, follow=True).content.decode()
    assert telefono.get("/trabajo/").status_code == 302
    assert oficina.get("/trabajo/").status_code == 200
    assert ajena.get("/trabajo/").status_code == 200
    assert "Cerrar las demás" not in oficina.get(PAGINA).content.decode()
    oficina.post(PAGINA)
    assert Asiento.objects.filter(hecho="sesiones_cerradas").count() == 1


@pytest.mark.django_db
def test_otra_contrasena_cierra_todas(beto) -> None:
    navegador = abrir(beto, WINDOWS)
    beto.set_password(f"{CLAVE} siempre")
    beto.save()
    assert navegador.get(PAGINA).status_code == 302


@pytest.mark.django_db
def test_las_vencidas_se_olvidan_solas(beto) -> None:
    abrir(beto, WINDOWS)
    assert olvidar_vencidas(ahora=ahora()) == 0
    assert olvidar_vencidas(ahora=ahora() + timedelta(hours=11)) == 1
    assert not UserSession.objects.exists()
    assert not Session.objects.exists()


@pytest.mark.django_db
def test_tras_un_proxy_que_no_dice_direccion_igual_se_entra(beto) -> None:
    beto.set_password(CLAVE)
    beto.save()
    navegador = Client(REMOTE_ADDR="")
    datos = {"login": beto.email, "password": CLAVE}
    assert navegador.post("/cuenta/entrar/", datos)["Location"] == "/trabajo/"


@pytest.mark.parametrize(
    ("agente", "dicho"),
    [
        (WINDOWS, "Firefox en Windows"),
        (TELEFONO, "Chrome en un Android"),
        (EDGE, "Edge en Windows"),
        (IPHONE, "Safari en un iPhone"),
        ("curl/8", "Un equipo que no se reconoce"),
        ("", "Un equipo que no se reconoce"),
    ],
)
def test_el_navegador_se_dice_como_lo_diria_una_persona(agente: str, dicho: str) -> None:
    assert dispositivo(agente) == dicho
