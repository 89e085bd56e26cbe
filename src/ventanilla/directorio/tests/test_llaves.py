"""Las llaves de acceso, sin navegador: lo mal formado, lo ajeno y lo que no se puede quitar."""

import json

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from ventanilla.proyecto.entorno import EntornoInvalido, leer

pytestmark = pytest.mark.django_db
CLAVE = "una clave larga de prueba"
LLAVES = "/cuenta/seguridad/llaves/"
ENTRAR = "/cuenta/entrar/llave/"
RESPUESTAS: tuple[object, ...] = (
    {"clientDataJSON": "AA", "attestationObject": "AA"},
    {"clientDataJSON": "e30", "authenticatorData": "AA", "signature": "AA", "userHandle": "/"},
    [],
)
MALAS = [
    *("", "{}", "[]", "7", "null", '{"id": 1}', '{"id":"AA","rawId":"AA","response":{}}', "{"),
    *(
        json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": r})
        for r in RESPUESTAS
    ),
]


def llave_de(persona) -> Authenticator:
    return Authenticator.objects.create(
        user=persona, type="webauthn", data={"name": "Teléfono", "credential": {}}
    )


def con_contrasena(persona) -> Client:
    persona.set_password(CLAVE)
    persona.save()
    navegador = Client()
    navegador.post("/cuenta/entrar/", {"login": persona.email, "password": CLAVE})
    return navegador


@pytest.mark.parametrize("mala", MALAS)
def test_lo_que_no_es_una_llave_se_dice_y_nunca_falla(beto, mala) -> None:
    navegador = con_contrasena(beto)
    navegador.get(f"{LLAVES}nueva/")
    agregar = navegador.post(f"{LLAVES}nueva/", {"name": "Una", "credential": mala})
    assert agregar.status_code == 200
    assert not Authenticator.objects.exists()
    anonimo = Client()
    anonimo.get(ENTRAR, headers={"Accept": "application/json"})
    entrada = anonimo.post(ENTRAR, {"credential": mala})
    assert entrada["Location"] == "/cuenta/entrar/"
    assert anonimo.get("/trabajo/").status_code == 302


def test_la_llave_de_otra_persona_no_se_ve_ni_se_toca(beto, carla) -> None:
    ajena = llave_de(carla)
    navegador = con_contrasena(beto)
    for accion in ("nombre", "quitar"):
        assert navegador.get(f"{LLAVES}{ajena.pk}/{accion}/").status_code == 404
        assert navegador.post(f"{LLAVES}{ajena.pk}/{accion}/").status_code == 404
    assert Authenticator.objects.filter(pk=ajena.pk).exists()


def test_la_unica_llave_de_quien_la_necesita_no_se_quita_y_una_de_dos_si(beto, settings) -> None:
    settings.VENTANILLA_SEGUNDO_FACTOR = ("funcionario",)
    navegador = con_contrasena(beto)
    una = llave_de(beto)
    assert navegador.get("/trabajo/").status_code == 200
    quitar = f"{LLAVES}{una.pk}/quitar/"
    assert "Teléfono" in navegador.get(quitar).content.decode()
    navegador.post(quitar)
    assert Authenticator.objects.filter(pk=una.pk).exists()
    llave_de(beto)
    navegador.post(quitar)
    assert not Authenticator.objects.filter(pk=una.pk).exists()


def test_si_la_entidad_no_quiere_llaves_solas_no_hay_boton_ni_puerta(settings) -> None:
    settings.MFA_PASSKEY_LOGIN_ENABLED = False
    assert "Entrar con una llave" not in Client().get("/cuenta/entrar/").content.decode()
    assert Client().get(ENTRAR).status_code == 404
    assert Client().post(ENTRAR, {"credential": "{}"}).status_code == 404


def test_el_ajuste_mal_escrito_se_dice_por_su_nombre(tmp_path) -> None:
    with pytest.raises(EntornoInvalido, match="VENTANILLA_ENTRAR_CON_LLAVE"):
        leer({"VENTANILLA_DATOS": str(tmp_path), "VENTANILLA_ENTRAR_CON_LLAVE": "quizás"})
