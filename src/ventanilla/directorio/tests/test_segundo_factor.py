"""El segundo factor: a quién se le exige, cómo se activa, se usa, se pierde y se quita."""

import re
from datetime import timedelta
from functools import partial

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.usersessions.models import UserSession
from django.core import mail
from django.test import Client

from ventanilla.auditoria.models import Asiento
from ventanilla.comun.reloj import ahora
from ventanilla.correspondencia.servicios import despachar_pendientes
from ventanilla.directorio.models import Usuario
from ventanilla.proyecto.apps import _exigir_roles_que_existen
from ventanilla.proyecto.entorno import EntornoInvalido
from ventanilla.proyecto.tests.duelo import a_la_vez

pytestmark = pytest.mark.django_db
CLAVE = "el cafe de la manana es bueno"
ENTRAR = "/cuenta/entrar/"
ACTIVAR = "/cuenta/seguridad/aplicacion/"
CODIGO = "/cuenta/codigo/"
RESPALDO = "/cuenta/seguridad/respaldo/"


@pytest.fixture(autouse=True)
def _se_exige_al_jefe_y_a_quien_administra(settings) -> None:
    settings.VENTANILLA_SEGUNDO_FACTOR = ("jefe", "administrador")


def codigo_de(secreto: str) -> str:
    """El código que la aplicación del teléfono muestra ahora."""
    return str(format_hotp_value(hotp_value(secreto, list(yield_hotp_counters_from_time())[1])))


def con_clave(usuario: Usuario) -> Usuario:
    usuario.set_password(CLAVE)
    usuario.save()
    return usuario


def con_contrasena(usuario: Usuario) -> tuple[Client, str]:
    """Un navegador que ya escribió la contraseña, y a dónde lo mandaron."""
    navegador = Client()
    datos = {"login": con_clave(usuario).email, "password": CLAVE}
    return navegador, navegador.post(ENTRAR, datos)["Location"]


def activar(navegador: Client) -> tuple[str, list[str]]:
    """Lo activa como lo haría una persona; da su secreto y sus códigos de respaldo."""
    hoja = navegador.get(ACTIVAR, follow=True)
    if "contraseña" in hoja.content.decode() and "Confirme" in hoja.content.decode():
        hoja = navegador.post(hoja.redirect_chain[-1][0], {"password": CLAVE}, follow=True)
    (secreto,) = re.findall(r"clave-secreta\">([A-Z2-7]+)<", hoja.content.decode())
    listo = navegador.post(ACTIVAR, {"code": codigo_de(secreto)}, follow=True)
    assert listo.redirect_chain[-1][0] == RESPALDO, listo.content.decode()
    return secreto, re.findall(r"<li><code>(\d+)</code>", listo.content.decode())


def test_quien_lo_necesita_no_ve_nada_de_trabajo_hasta_activarlo(diego) -> None:
    navegador, _ = con_contrasena(diego)
    for ruta in ("/trabajo/", "/trabajo/entidad/"):
        assert navegador.get(ruta)["Location"] == ACTIVAR
        assert navegador.post(ruta)["Location"] == ACTIVAR
    _, respaldo = activar(navegador)
    assert len(respaldo) == 10
    assert navegador.get("/trabajo/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_quien_oprime_dos_veces_lo_activa_una_y_llega_a_sus_codigos(beto) -> None:
    navegador, _ = con_contrasena(beto)
    hoja = navegador.get(ACTIVAR)
    (secreto,) = re.findall(r"clave-secreta\">([A-Z2-7]+)<", hoja.content.decode())
    otra_vez = Client()
    otra_vez.cookies = navegador.cookies
    llegan: list[str] = []

    def oprimir(con: Client) -> None:
        llegan.append(con.post(ACTIVAR, {"code": codigo_de(secreto)})["Location"])

    assert a_la_vez(partial(oprimir, navegador), partial(oprimir, otra_vez)) is None
    assert llegan == [RESPALDO, RESPALDO]
    assert Authenticator.objects.filter(user=beto, type="totp").count() == 1


def test_a_quien_no_se_le_exige_trabaja_sin_el_y_puede_activarlo(beto) -> None:
    navegador, destino = con_contrasena(beto)
    assert destino == "/trabajo/"
    assert navegador.get("/trabajo/").status_code == 200
    assert "Sin activar" in navegador.get("/cuenta/seguridad/").content.decode()
    activar(navegador)
    assert "Activado" in navegador.get("/cuenta/seguridad/").content.decode()


def test_un_cargo_dado_hoy_lo_exige_desde_la_pagina_siguiente(beto, nombrado_jefe) -> None:
    navegador, _ = con_contrasena(beto)
    assert navegador.get("/trabajo/").status_code == 200
    nombrado_jefe(beto)
    assert navegador.get("/trabajo/")["Location"] == ACTIVAR


@pytest.fixture
def nombrado_jefe(dependencias):
    from ventanilla.conftest import nombrar

    return lambda usuario: nombrar(usuario, "jefe", dependencias.infraestructura)


def test_quien_puso_su_contrasena_con_el_enlace_del_correo_puede_activarlo(diego) -> None:
    navegador = Client()
    navegador.post("/cuenta/clave/", {"email": diego.email})
    despachar_pendientes(ahora=ahora())
    (ruta,) = re.findall(r"http://[^/]+(/cuenta/clave/nueva/\S+)", str(mail.outbox[-1].body))
    formulario = navegador.get(ruta)["Location"]
    navegador.post(formulario, {"password1": CLAVE, "password2": CLAVE})
    navegador.post("/cuenta/entrar/", {"login": diego.email, "password": CLAVE})
    assert navegador.get("/trabajo/")["Location"] == ACTIVAR
    activar(navegador)
    assert navegador.get("/trabajo/").status_code == 200


def test_al_volver_la_contrasena_sola_no_abre_nada(diego) -> None:
    secreto, _ = activar(con_contrasena(diego)[0])
    navegador, destino = con_contrasena(diego)
    assert destino == CODIGO
    assert navegador.get("/trabajo/")["Location"].startswith(ENTRAR)
    hoja = navegador.get(CODIGO).content.decode()
    assert "Escriba su código" in hoja
    mala = navegador.post(CODIGO, {"code": "000000"})
    assert "Ese código no es" in mala.content.decode()
    vista = Authenticator.objects.get(user=diego, type="totp").data["secret"]
    assert secreto not in vista
    from django.core.cache import cache

    # El código de la activación no se puede repetir en el mismo medio minuto.
    cache.clear()
    assert navegador.post(CODIGO, {"code": codigo_de(secreto)})["Location"] == "/trabajo/"
    assert navegador.get("/trabajo/").status_code == 200


def test_un_codigo_de_respaldo_abre_una_sola_vez(diego) -> None:
    _, respaldo = activar(con_contrasena(diego)[0])
    navegador, _ = con_contrasena(diego)
    assert navegador.post(CODIGO, {"code": respaldo[0]})["Location"] == "/trabajo/"
    otro, _ = con_contrasena(diego)
    assert "Ese código no es" in otro.post(CODIGO, {"code": respaldo[0]}).content.decode()


def test_ocho_codigos_errados_cierran_esa_direccion_y_no_las_demas(diego) -> None:
    _, respaldo = activar(con_contrasena(diego)[0])
    navegador, _ = con_contrasena(diego)
    for _ in range(8):
        navegador.post(CODIGO, {"code": "000000"})
    cerrada = navegador.post(CODIGO, {"code": respaldo[0]})
    assert "Espere quince minutos" in cerrada.content.decode()
    lejos = Client(REMOTE_ADDR="10.9.8.7")
    lejos.post(ENTRAR, {"login": diego.email, "password": CLAVE})
    assert lejos.post(CODIGO, {"code": respaldo[0]})["Location"] == "/trabajo/"


def test_a_quien_se_le_exige_no_se_lo_puede_quitar(diego) -> None:
    navegador, _ = con_contrasena(diego)
    activar(navegador)
    for respuesta in (navegador.get(f"{ACTIVAR}quitar/"), navegador.post(f"{ACTIVAR}quitar/")):
        assert "Su cargo exige segundo factor" in respuesta.content.decode()
    assert Authenticator.objects.filter(user=diego).count() == 2


def test_quien_no_lo_necesita_lo_quita_y_sus_codigos_dejan_de_servir(beto) -> None:
    navegador, _ = con_contrasena(beto)
    activar(navegador)
    assert "bastará su contraseña" in navegador.get(f"{ACTIVAR}quitar/").content.decode()
    navegador.post(f"{ACTIVAR}quitar/")
    assert not Authenticator.objects.filter(user=beto).exists()


def test_cada_cambio_queda_en_el_libro_y_se_avisa_por_correo(
    beto, django_capture_on_commit_callbacks
) -> None:
    navegador, _ = con_contrasena(beto)
    with django_capture_on_commit_callbacks(execute=True):
        activar(navegador)
    with django_capture_on_commit_callbacks(execute=True):
        navegador.post(f"{RESPALDO}nuevos/")
    navegador.post(f"{ACTIVAR}quitar/")
    hechos = Asiento.objects.filter(objeto=f"usuario:{beto.pk}").order_by("orden")
    assert list(hechos.values_list("hecho", flat=True)) == [
        "segundo_factor_activado",
        "codigos_de_respaldo_cambiados",
        "segundo_factor_quitado",
    ]
    assert despachar_pendientes(ahora=ahora()) == 3
    assert [m.to for m in mail.outbox] == [[beto.email]] * 3
    assert "ponga ya otra contraseña" in str(mail.outbox[0].body)
    assert "/cuenta/clave/" in str(mail.outbox[0].body)


def test_los_codigos_se_bajan_en_un_archivo_con_nombre_claro(beto) -> None:
    navegador, _ = con_contrasena(beto)
    _, respaldo = activar(navegador)
    archivo = navegador.get(f"{RESPALDO}archivo/")
    assert "codigos-de-respaldo.txt" in archivo["Content-Disposition"]
    assert all(c in archivo.content.decode() for c in respaldo)


def test_tras_un_rato_un_cambio_delicado_pide_confirmar(beto) -> None:
    navegador, _ = con_contrasena(beto)
    assert navegador.get(ACTIVAR).status_code == 200
    UserSession.objects.update(created_at=ahora() - timedelta(minutes=6))
    hoja = navegador.get(ACTIVAR, follow=True)
    assert hoja.redirect_chain[-1][0].startswith("/cuenta/confirmar/")
    mala = navegador.post(hoja.redirect_chain[-1][0], {"password": "no es"})
    assert mala.status_code == 200
    activar(navegador)


def test_quien_administra_se_lo_quita_a_quien_perdio_todo(fabio, diego, entrar, settings) -> None:
    de_diego, _ = con_contrasena(diego)
    activar(de_diego)
    settings.VENTANILLA_SEGUNDO_FACTOR = ("jefe",)
    navegador = entrar(fabio)
    ruta = f"/trabajo/entidad/personas/{diego.pk}/segundo-factor/"
    hoja = navegador.get(f"/trabajo/entidad/personas/{diego.pk}/").content.decode()
    assert ruta in hoja
    sin_motivo = navegador.post(ruta, {"motivo": " "})
    assert "Escriba cómo comprobó" in sin_motivo.content.decode()
    assert Authenticator.objects.filter(user=diego).exists()
    hecho = navegador.post(ruta, {"motivo": "Vino a mi puesto con su carné"})
    assert hecho["Location"] == "/trabajo/entidad/"
    assert not Authenticator.objects.filter(user=diego).exists()
    assert de_diego.get("/trabajo/")["Location"].startswith(ENTRAR)
    asiento = Asiento.objects.get(hecho="segundo_factor_retirado")
    assert "carné" not in asiento.contenido
    navegador.post(ruta, {"motivo": "otra vez"})
    assert Asiento.objects.filter(hecho="segundo_factor_retirado").count() == 1
    assert "No tiene segundo factor" in navegador.get(ruta).content.decode()
    assert con_contrasena(diego)[0].get("/trabajo/")["Location"] == ACTIVAR


@pytest.mark.parametrize("quien", ["beto", "elena", "atencion"])
def test_nadie_mas_puede_quitarselo_a_otra_persona(quien, diego, entrar, request) -> None:
    navegador = entrar(request.getfixturevalue(quien))
    ruta = f"/trabajo/entidad/personas/{diego.pk}/segundo-factor/"
    assert navegador.get(ruta).status_code == 403
    assert navegador.post(ruta, {"motivo": "porque sí"}).status_code == 403


def test_ni_quien_administra_se_quita_el_suyo_ni_el_de_nadie(fabio, entrar, settings) -> None:
    settings.VENTANILLA_SEGUNDO_FACTOR = ()
    navegador = entrar(fabio)
    propio = navegador.get(f"/trabajo/entidad/personas/{fabio.pk}/segundo-factor/")
    assert propio.status_code == 403
    assert "pídaselo a otra persona" in propio.content.decode()
    assert navegador.get("/trabajo/entidad/personas/999999/segundo-factor/").status_code == 404


def test_sin_haber_escrito_la_contrasena_no_hay_codigo_que_pedir() -> None:
    assert Client().get(CODIGO)["Location"] == ENTRAR


def test_un_rol_mal_escrito_se_dice_al_arrancar(settings) -> None:
    settings.VENTANILLA_SEGUNDO_FACTOR = ("gefe",)
    with pytest.raises(EntornoInvalido, match="«gefe»"):
        _exigir_roles_que_existen()
