"""La contraseña que alguien cambie por fuera se nota; la que su dueño puso, también al rehacerla."""

import re

import pytest
from django.contrib.auth.hashers import make_password
from django.core import mail
from django.test import Client

from ventanilla.auditoria.models import Asiento
from ventanilla.comun.actores import SISTEMA
from ventanilla.comun.reloj import ahora
from ventanilla.correspondencia.servicios import despachar_pendientes
from ventanilla.directorio.consultas.verificacion_gente import revisar_gente
from ventanilla.directorio.models import Rol, Usuario
from ventanilla.directorio.servicios.contrasenas import poner_contrasena, rehacer_contrasena
from ventanilla.directorio.tests.elenco import persona_con_libro

pytestmark = pytest.mark.django_db
CLAVE = "el cafe de la manana es bueno"
ENTRAR = "/cuenta/entrar/"


@pytest.fixture
def nora(dependencias) -> Usuario:
    """Una persona con su libro y su contraseña."""
    return persona_con_libro(
        "nora@ejemplo.gov.co",
        "Nora Ficticia",
        rol=Rol.FUNCIONARIO,
        dependencia=dependencias.hacienda,
        contrasena=CLAVE,
    )


def hechos(u: Usuario) -> list[str]:
    asientos = Asiento.objects.filter(objeto=f"usuario:{u.pk}").order_by("orden")
    return list(asientos.values_list("hecho", flat=True))


def entra(clave: str) -> bool:
    navegador = Client()
    navegador.post(ENTRAR, {"login": "nora@ejemplo.gov.co", "password": clave})
    return navegador.get("/trabajo/").status_code == 200


def test_la_que_pone_con_el_enlace_queda_fijada_y_el_libro_no_la_dice(nora) -> None:
    navegador = Client()
    navegador.post("/cuenta/clave/", {"email": nora.email})
    despachar_pendientes(ahora=ahora())
    (ruta,) = re.findall(r"http://[^/]+(/cuenta/clave/nueva/\S+)", str(mail.outbox[0].body))
    destino = navegador.get(ruta, follow=True).redirect_chain[-1][0]
    nueva = "otra frase bien larga de verdad"
    navegador.post(destino, {"password1": nueva, "password2": nueva})
    assert hechos(nora)[-1] == "contrasena_puesta"
    nora.refresh_from_db()
    assert nora.check_password(nueva)
    assert list(revisar_gente()) == []
    for contenido in Asiento.objects.values_list("contenido", flat=True):
        assert nora.password not in contenido
    assert entra(nueva)
    assert list(revisar_gente()) == []


def test_la_que_alguien_cambia_por_fuera_se_nombra_y_dice_que_hacer(nora) -> None:
    Usuario.objects.filter(pk=nora.pk).update(password=make_password("la del ladron"))
    (mala,) = revisar_gente()
    assert mala.objeto == f"persona {nora.pk}"
    assert "Su contraseña no es la que puso" in mala.que
    poner_contrasena(nora, CLAVE, actor=SISTEMA, ahora=ahora())
    assert list(revisar_gente()) == []


def test_ponerle_una_a_quien_nunca_tuvo_tambien_se_nota(dependencias) -> None:
    sin = persona_con_libro(
        "sin@ejemplo.gov.co", "Sin Clave", rol=Rol.FUNCIONARIO, dependencia=dependencias.hacienda
    )
    assert list(revisar_gente()) == []
    Usuario.objects.filter(pk=sin.pk).update(password=make_password("la del ladron"))
    assert len(list(revisar_gente())) == 1


@pytest.fixture
def con_forma_vieja(nora: Usuario, settings) -> Usuario:
    """Puso su contraseña cuando el programa las guardaba de otro modo."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    poner_contrasena(nora, CLAVE, actor=SISTEMA, ahora=ahora())
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
        *settings.PASSWORD_HASHERS,
    ]
    return nora


def test_al_entrar_se_rehace_como_hoy_se_guardan_y_queda_fijada(con_forma_vieja) -> None:
    vieja = con_forma_vieja.password
    assert entra(CLAVE)
    con_forma_vieja.refresh_from_db()
    assert con_forma_vieja.password != vieja
    assert con_forma_vieja.password.startswith("pbkdf2_sha256$")
    assert hechos(con_forma_vieja)[-1] == "contrasena_rehecha"
    assert list(revisar_gente()) == []
    assert entra(CLAVE)
    assert hechos(con_forma_vieja).count("contrasena_rehecha") == 1


def test_una_errada_no_rehace_nada(con_forma_vieja) -> None:
    assert not entra("no es")
    assert "contrasena_rehecha" not in hechos(con_forma_vieja)
    assert Usuario.objects.get(pk=con_forma_vieja.pk).password == con_forma_vieja.password


def test_comprobarla_sin_entrar_no_la_cambia(con_forma_vieja) -> None:
    vieja = con_forma_vieja.password
    assert con_forma_vieja.check_password(CLAVE)
    assert Usuario.objects.get(pk=con_forma_vieja.pk).password == vieja


def test_si_la_cambiaron_en_otra_ventana_no_se_pisa(con_forma_vieja) -> None:
    leida = Usuario.objects.get(pk=con_forma_vieja.pk)
    poner_contrasena(con_forma_vieja, "otra frase larga", actor=SISTEMA, ahora=ahora())
    assert not rehacer_contrasena(leida, CLAVE, actor=SISTEMA, ahora=ahora())
    assert Usuario.objects.get(pk=leida.pk).check_password("otra frase larga")
    assert list(revisar_gente()) == []
