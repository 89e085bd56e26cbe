"""Entrar con la cuenta de la entidad, contra un proveedor OpenID Connect de verdad y pequeño."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from time import time
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.core import mail
from django.test import Client

from ventanilla.auditoria.models import Asiento
from ventanilla.comun.reloj import ahora
from ventanilla.correspondencia.servicios import despachar_pendientes
from ventanilla.directorio.models import Usuario
from ventanilla.proyecto.entorno import EntornoInvalido, leer

IR = "/cuenta/entrar/entidad/"
VUELTA = "/cuenta/entrar/entidad/vuelta/"
CLIENTE, SECRETO = "ventanilla", "secreto del cliente"


class Proveedor(HTTPServer):
    """Dice que es `persona`; se acuerda de qué código dio y con qué reto (PKCE)."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Contesta)
        self.emisor = f"http://127.0.0.1:{self.server_port}"
        self.persona: dict[str, Any] = {}
        self.ficha: dict[str, Any] = {}
        self.cliente = CLIENTE
        self.codigos: dict[str, str] = {}

    def autorizar(self, destino: str) -> str:
        """Lo que hace el navegador al llegar: la dirección de vuelta, con su código."""
        pedido = {k: v[0] for k, v in parse_qs(urlsplit(destino).query).items()}
        assert pedido["client_id"] == CLIENTE
        assert set(pedido["scope"].split()) >= {"openid", "email"}
        codigo = f"codigo{len(self.codigos)}"
        self.codigos[codigo] = pedido["code_challenge"]
        vuelta = urlsplit(pedido["redirect_uri"])
        assert vuelta.path == VUELTA
        return f"{vuelta.path}?{urlencode({'code': codigo, 'state': pedido['state']})}"


class _Contesta(BaseHTTPRequestHandler):
    server: Proveedor

    def do_GET(self) -> None:
        emisor = self.server.emisor
        if self.path == "/.well-known/openid-configuration":
            self._decir(
                {
                    "issuer": emisor,
                    "authorization_endpoint": f"{emisor}/autorizar",
                    "token_endpoint": f"{emisor}/ficha",
                    "userinfo_endpoint": f"{emisor}/quien",
                    "jwks_uri": f"{emisor}/llaves",
                }
            )
        elif self.headers["Authorization"] == "Bearer acceso":
            self._decir(self.server.persona)
        else:
            self._decir({"error": "no"}, 401)

    def do_POST(self) -> None:
        largo = int(self.headers["Content-Length"])
        pedido = {k: v[0] for k, v in parse_qs(self.rfile.read(largo).decode()).items()}
        vale = pedido.get("client_secret") == SECRETO and "code_verifier" in pedido
        if not vale or not self.server.codigos.pop(pedido["code"], ""):
            self._decir({"error": "invalid_grant"}, 400)
            return
        dicho = {
            "iss": self.server.emisor,
            "aud": self.server.cliente,
            "exp": int(time()) + 60,
            **self.server.persona,
            **self.server.ficha,
        }
        llave = "una llave larga que aquí nadie mira, de sesenta y cuatro o más"
        ficha = jwt.encode(dicho, llave, algorithm="HS256")
        self._decir({"access_token": "acceso", "token_type": "Bearer", "id_token": ficha})

    def _decir(self, cuerpo: dict[str, Any], estado: int = 200) -> None:
        self.send_response(estado)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(cuerpo).encode())

    def log_message(self, *nada: Any) -> None:
        """Callado."""


@pytest.fixture
def proveedor(settings, db) -> Iterator[Proveedor]:
    with Proveedor() as uno:
        threading.Thread(target=uno.serve_forever, daemon=True).start()
        settings.VENTANILLA_OIDC_NOMBRE = "la cuenta de prueba"
        settings.SOCIALACCOUNT_PROVIDERS = {
            "openid_connect": {
                "OAUTH_PKCE_ENABLED": True,
                "APPS": [
                    {
                        "provider_id": "entidad",
                        "name": "la cuenta de prueba",
                        "client_id": CLIENTE,
                        "secret": SECRETO,
                        "settings": {"server_url": uno.emisor},
                    }
                ],
            }
        }
        yield uno
        uno.shutdown()


def es(proveedor: Proveedor, usuario: Usuario, **cambios: Any) -> None:
    """Desde ahora el proveedor dice que quien llega es `usuario`."""
    nombre = {"sub": f"s{usuario.pk}", "email": usuario.email, "email_verified": True}
    proveedor.persona = {**nombre, "name": usuario.nombre, **cambios}


def entrar_por(proveedor: Proveedor, ruta: str = IR) -> tuple[Client, Any]:
    """El camino entero de un navegador; devuelve el navegador y la última respuesta."""
    navegador = Client()
    salida = navegador.get(ruta)
    assert salida.status_code == 302
    assert salida.headers["Location"].startswith(f"{proveedor.emisor}/autorizar")
    return navegador, navegador.get(proveedor.autorizar(salida.headers["Location"]))


def dicho(navegador: Client) -> str:
    return navegador.get("/cuenta/entrar/").content.decode()


def test_quien_tiene_cuenta_entra_y_queda_escrito_una_vez(proveedor, beto) -> None:
    es(proveedor, beto, email=beto.email.upper())
    assert "Entrar con la cuenta de prueba" in dicho(Client())
    navegador, vuelta = entrar_por(proveedor, f"{IR}?next=/trabajo/mi-cargo/&process=connect")
    assert vuelta.headers["Location"] == "/trabajo/mi-cargo/"
    assert beto.nombre in navegador.get("/trabajo/mi-cargo/").content.decode()
    _, vuelta = entrar_por(proveedor)
    assert vuelta.headers["Location"] == "/trabajo/"
    assert Asiento.objects.filter(hecho="cuenta_de_la_entidad_vinculada").count() == 1
    cuenta = SocialAccount.objects.get()
    assert (cuenta.user_id, cuenta.extra_data) == (beto.pk, {})
    assert not SocialToken.objects.exists()
    despachar_pendientes(ahora=ahora())
    assert [m.to for m in mail.outbox if "cuenta de la entidad" in str(m.body)] == [[beto.email]]


@pytest.mark.parametrize(
    ("cambios", "frase"),
    [
        ({"email": "nadie@ejemplo.gov.co"}, "No hay una cuenta activa"),
        ({"email_verified": False}, "no dice que su correo esté comprobado"),
        ({"email_verified": None}, "no dice que su correo esté comprobado"),
        ({"email": ["x"]}, "no dice que su correo esté comprobado"),
    ],
)
def test_quien_no_se_reconoce_vuelve_con_su_razon_y_no_se_crea(
    cambios, frase, proveedor, beto
) -> None:
    es(proveedor, beto, **cambios)
    antes = Usuario.objects.count()
    navegador, vuelta = entrar_por(proveedor)
    assert vuelta.headers["Location"] == "/cuenta/entrar/"
    assert frase in dicho(navegador)
    assert navegador.get("/trabajo/mi-cargo/").status_code == 302
    assert Usuario.objects.count() == antes
    assert not SocialAccount.objects.exists()


def test_a_una_cuenta_cerrada_no_se_entra_aunque_ya_hubiera_entrado(proveedor, beto) -> None:
    es(proveedor, beto)
    entrar_por(proveedor)
    Usuario.objects.filter(pk=beto.pk).update(is_active=False)
    navegador, _ = entrar_por(proveedor)
    assert "No hay una cuenta activa" in dicho(navegador)
    assert SocialAccount.objects.get().extra_data == {}


def test_manda_el_correo_comprobado_y_no_el_identificador(proveedor, beto, carla) -> None:
    es(proveedor, beto)
    entrar_por(proveedor)
    # El mismo identificador, con el correo de otra persona: entra la del correo.
    es(proveedor, carla, sub=f"s{beto.pk}")
    navegador, _ = entrar_por(proveedor)
    assert carla.nombre in navegador.get("/trabajo/mi-cargo/").content.decode()
    assert SocialAccount.objects.get().user_id == carla.pk


def test_el_segundo_factor_del_rol_se_pide_igual(proveedor, diego, settings) -> None:
    settings.VENTANILLA_SEGUNDO_FACTOR = ("jefe",)
    es(proveedor, diego)
    navegador, _ = entrar_por(proveedor)
    assert navegador.get("/trabajo/").headers["Location"] == "/cuenta/seguridad/aplicacion/"
    TOTP.activate(diego, generate_totp_secret())
    navegador, vuelta = entrar_por(proveedor)
    assert vuelta.headers["Location"] == "/cuenta/codigo/"
    assert navegador.get("/trabajo/").status_code == 302


@pytest.mark.parametrize(
    "ficha",
    [{"iss": "http://otro.ejemplo"}, {"aud": "otro"}, {"exp": 1}, {"sub": "otra persona"}],
)
def test_una_ficha_de_otro_o_vencida_no_abre(ficha, proveedor, beto) -> None:
    es(proveedor, beto)
    proveedor.ficha = ficha
    navegador, vuelta = entrar_por(proveedor)
    assert vuelta.headers["Location"] == "/cuenta/entrar/"
    assert navegador.get("/trabajo/mi-cargo/").status_code == 302


def test_la_vuelta_de_otro_navegador_no_sirve(proveedor, beto) -> None:
    es(proveedor, beto)
    uno, otro = Client(), Client()
    vuelta = proveedor.autorizar(uno.get(IR).headers["Location"])
    assert otro.get(vuelta).headers["Location"] == "/cuenta/entrar/"
    assert "No se entró" in dicho(otro)
    # Dos veces la misma: la segunda ya no.
    assert uno.get(vuelta).headers["Location"] == "/trabajo/"
    assert Client().get(vuelta).headers["Location"] == "/cuenta/entrar/"


def test_cancelar_y_el_proveedor_caido_se_dicen(proveedor, beto) -> None:
    navegador = Client()
    estado = parse_qs(urlsplit(navegador.get(IR).headers["Location"]).query)["state"][0]
    navegador.get(f"{VUELTA}?error=access_denied&state={estado}")
    assert "No se entró" in dicho(navegador)
    proveedor.shutdown()
    proveedor.server_close()
    assert navegador.get(IR).headers["Location"] == "/cuenta/entrar/"
    assert "no está respondiendo" in dicho(navegador)


def test_sin_configurar_no_hay_boton_ni_direccion(db, entidad) -> None:
    assert "Entrar con la cuenta" not in dicho(Client())
    assert Client().get(IR).status_code == 404
    assert Client().get(VUELTA).status_code == 404
    assert Client().post(IR).status_code == 405


@pytest.mark.pura
@pytest.mark.parametrize(
    ("dadas", "queja"),
    [
        ({"EMISOR": "https://id.ejemplo.gov.co"}, "VENTANILLA_OIDC_CLIENTE y VENTANILLA_OIDC_S"),
        ({"NOMBRE": "la cuenta"}, "VENTANILLA_OIDC_EMISOR"),
        ({"EMISOR": "http://id.ejemplo.gov.co", "CLIENTE": "v", "SECRETO": "s"}, "https://"),
        ({"EMISOR": "id.ejemplo", "CLIENTE": "v", "SECRETO": "s"}, "https://"),
    ],
)
def test_a_medias_no_arranca_y_dice_cual_falta(dadas, queja, tmp_path) -> None:
    variables = {f"VENTANILLA_OIDC_{k}": v for k, v in dadas.items()}
    with pytest.raises(EntornoInvalido, match=queja):
        leer({"VENTANILLA_DATOS": str(tmp_path), **variables})


@pytest.mark.pura
def test_el_secreto_del_cliente_no_sale_al_imprimir(tmp_path) -> None:
    variables = {"EMISOR": "https://id.ejemplo.gov.co/", "CLIENTE": "v", "SECRETO": "muy secreto"}
    entorno = leer(
        {
            "VENTANILLA_DATOS": str(tmp_path),
            **{f"VENTANILLA_OIDC_{k}": v for k, v in variables.items()},
        }
    )
    assert entorno.identidad is not None
    assert entorno.identidad.emisor == "https://id.ejemplo.gov.co"
    assert entorno.identidad.nombre == "la cuenta de la entidad"
    assert "muy secreto" not in repr(entorno)
