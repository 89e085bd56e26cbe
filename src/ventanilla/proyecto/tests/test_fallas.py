"""Lo que falla antes o después de la página: se entiende, no se indexa y no deja rastro."""

import json
from collections.abc import Iterator
from typing import Any, NoReturn

import pytest
from django.db import OperationalError, connection
from django.test import Client

API = "/api/v1/peticiones"
DATOS = json.dumps({"clase": "queja", "texto": "Algo", "solicitante": {"tipo": "anonimo"}})
MULTIPARTE = (
    f'--x\r\nContent-Disposition: form-data; name="datos"\r\n\r\n{DATOS}\r\n--x--\r\n'
).encode()


@pytest.fixture
def sin_base() -> Iterator[None]:
    """Toda orden a la base falla, como si se hubiera caído."""

    def caida(*_: Any) -> NoReturn:
        raise OperationalError("la base no contesta")

    with connection.execute_wrapper(caida):
        yield


@pytest.fixture
def navegador(dependencias: Any, series: None) -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    "ruta", ["/", "/radicar/", "/directorio/", "/cuenta/entrar/", "/verificar/ABC/"]
)
def test_con_la_base_caida_toda_pagina_dice_que_no_se_recibio(navegador, sin_base, ruta):
    respuesta = navegador.get(ruta)
    assert respuesta.status_code == 503
    assert "NO se recibió" in respuesta.content.decode()
    assert respuesta["Retry-After"] == "60"


def test_lo_que_no_existe_manda_a_cada_quien_a_su_sitio(navegador):
    del_trabajo = navegador.get("/trabajo/no-existe/").content.decode()
    assert 'href="/trabajo/">Ir a la bandeja</a>' in del_trabajo
    assert "con su número y su clave" not in del_trabajo
    assert 'href="/">Ir al inicio</a>' in navegador.get("/no-existe/").content.decode()


def test_lo_que_no_existe_no_necesita_la_base_para_decirlo(navegador, sin_base):
    assert navegador.get("/no-existe/").status_code == 404


def test_quien_trabaja_tambien_lo_lee_aunque_la_sesion_no_se_pueda_abrir(entrar, beto, sin_base):
    navegador = Client(raise_request_exception=False)
    navegador.cookies["sessionid"] = "x" * 32
    assert navegador.get("/trabajo/").status_code == 503
    assert navegador.post("/consultar/", {"radicado": "1", "clave": "2"}).status_code == 503


def test_la_api_lo_dice_en_json(navegador, sin_base):
    respuesta = navegador.post(API, DATOS, content_type="application/json")
    assert respuesta.status_code == 503
    assert "NO quedó recibido" in respuesta.json()["errores"][0]["mensaje"]


# «hex», «zip» o «idna» son códecs de Python y no juegos de caracteres: leer con ellos rompe.
@pytest.mark.parametrize("juego", ["hex", "zip", "idna", "undefined", "utf-7", "utf-16", "nada"])
@pytest.mark.parametrize(
    "ruta", [API, "/radicar/", "/consultar/", "/perdi-mi-clave/", "/apariencia/", "/cuenta/entrar/"]
)
def test_el_juego_de_caracteres_que_diga_el_cliente_no_rompe_nada(navegador, ruta, juego):
    tipo = f"multipart/form-data; boundary=x; charset={juego}"
    respuesta = navegador.generic("POST", ruta, MULTIPARTE, content_type=tipo)
    assert respuesta.status_code in (201, 302, 403, 422, 200)


@pytest.mark.parametrize(
    "ruta", ["/consultar/", "/verificar/ABC/", "/recibo/x/constancia.pdf", "/api/v1/peticiones/x"]
)
def test_lo_de_una_persona_no_se_indexa_ni_se_guarda_ni_dice_de_donde_viene(navegador, ruta):
    respuesta = navegador.get(ruta)
    assert "noindex" in respuesta["X-Robots-Tag"]
    assert respuesta["Cache-Control"] == "no-store"
    assert respuesta["Referrer-Policy"] == "no-referrer"


def test_lo_publico_si_se_indexa(navegador):
    assert "X-Robots-Tag" not in navegador.get("/")
