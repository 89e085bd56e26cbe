"""Vence la sesión o el formulario, o falla la base, a mitad de una respuesta: nada se pierde."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import reverse

from ventanilla.conftest import CLAVE_DE_ENTRADA
from ventanilla.peticiones.models import Respuesta
from ventanilla.peticiones.servicios.responder import texto_de

pytestmark = pytest.mark.django_db
LARGO = "Esta respuesta la vengo escribiendo desde la mañana. <b>Fin</b>"


@pytest.fixture
def hoja(peticion):
    p = peticion()
    return p, reverse("peticiones:escribir", args=[p.uuid])


def _escrito(**mas: str) -> dict[str, str]:
    return {"asunto": "Asunto", "texto": LARGO, "version": "0", **mas}


def test_sin_sesion_el_texto_vuelve_en_una_pagina_que_lo_guarda(hoja, client) -> None:
    _, ruta = hoja
    r = client.post(ruta, _escrito(revisar="si"))
    pagina = r.content.decode()
    assert r.status_code == 403
    assert "Su sesión terminó" in pagina
    assert LARGO.replace("<", "&lt;").replace(">", "&gt;") in pagina
    assert f'action="{ruta}"' in pagina
    assert 'name="version" value="0"' in pagina
    assert 'name="revisar" value="si"' in pagina
    assert not Respuesta.objects.exists()


def test_vuelve_a_entrar_y_queda_guardado_aunque_el_formulario_sea_el_de_antes(hoja, beto) -> None:
    p, ruta = hoja
    beto.set_password(CLAVE_DE_ENTRADA)
    beto.save()
    navegador = Client(enforce_csrf_checks=True)
    navegador.get(reverse("account_login"))
    ficha = navegador.cookies["csrftoken"].value
    primera = navegador.post(ruta, _escrito(csrfmiddlewaretoken=ficha))
    vieja = _ficha(primera)
    navegador.force_login(beto, backend="allauth.account.auth_backends.AuthenticationBackend")
    navegador.cookies["csrftoken"] = "z" * 32
    segunda = navegador.post(ruta, _escrito(csrfmiddlewaretoken=vieja))
    assert "El formulario venció" in segunda.content.decode()
    assert "desde la mañana" in segunda.content.decode()
    tercera = navegador.post(ruta, _escrito(csrfmiddlewaretoken=_ficha(segunda)))
    assert tercera.status_code == 302
    assert texto_de(Respuesta.objects.get(peticion=p)).startswith("Esta respuesta")


def _ficha(respuesta: HttpResponseBase) -> str:
    hallada = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', respuesta.getvalue().decode())
    assert hallada is not None
    return hallada.group(1)


def test_lo_que_manda_otra_pagina_no_se_muestra_como_escrito_aqui(hoja, client) -> None:
    _, ruta = hoja
    for cabeceras in (
        {"HTTP_SEC_FETCH_SITE": "cross-site"},
        {"HTTP_SEC_FETCH_SITE": "none"},
        {"HTTP_ORIGIN": "https://otra.example"},
    ):
        r = client.post(ruta, _escrito(), **cabeceras)
        assert r.status_code == 302
        assert "entrar" in r["Location"]


def test_el_guardado_solo_recibe_un_401_con_donde_entrar(hoja, client) -> None:
    p, _ = hoja
    ruta = reverse("peticiones:autoguardar", args=[p.uuid])
    r = client.post(ruta, _escrito(), HTTP_ACCEPT="application/json")
    assert r.status_code == 401
    assert r.json()["entrar"] == reverse("account_login")


def test_lo_corto_y_lo_que_no_es_de_trabajo_va_a_entrar_como_siempre(hoja, client) -> None:
    _, ruta = hoja
    assert client.post(ruta, {"texto": "corto"}).status_code == 302
    r = Client(enforce_csrf_checks=True).post(
        reverse("account_login"), {"login": "x@ejemplo.com", "password": "una clave muy larga mía"}
    )
    assert r.status_code == 403
    assert "una clave muy larga" not in r.content.decode()


def test_tambien_el_motivo_de_un_verbo(hoja, client) -> None:
    p, _ = hoja
    ruta = reverse("peticiones:requerir", args=[p.uuid])
    r = client.post(ruta, {"falta": "Falta la dirección exacta del hueco."})
    assert "Falta la dirección exacta" in r.content.decode()


class _DePostgres(Exception):
    """Lo que dice la base cuando dos se cruzan."""

    def __init__(self, sqlstate: str) -> None:
        self.sqlstate = sqlstate
        super().__init__(sqlstate)


@contextmanager
def _sin_guardar(causa: Exception | None) -> Iterator[None]:
    """La base falla así cuando se va a guardar la respuesta."""

    def escribir(ejecutar: Callable[..., Any], orden: str, *resto: Any) -> Any:
        if orden.startswith("INSERT") and "respuesta" in orden:
            raise OperationalError("no se pudo") from causa
        return ejecutar(orden, *resto)

    with connection.execute_wrapper(escribir):
        yield


@pytest.mark.parametrize(
    ("causa", "estado", "titulo"),
    [
        (_DePostgres("40P01"), 409, "cambió en este instante"),
        (_DePostgres("40001"), 409, "cambió en este instante"),
        (None, 503, "no está disponible"),
    ],
)
def test_si_la_base_no_lo_guarda_el_texto_vuelve_y_se_envia_otra_vez(
    hoja, beto, entrar, causa, estado, titulo
) -> None:
    p, ruta = hoja
    navegador = entrar(beto)
    with _sin_guardar(causa):
        r = navegador.post(ruta, _escrito(revisar="si"))
    pagina = r.content.decode()
    assert r.status_code == estado
    assert titulo in pagina
    assert "NO " in pagina
    assert LARGO.replace("<", "&lt;").replace(">", "&gt;") in pagina
    assert 'name="revisar" value="si"' in pagina
    assert "Enviar otra vez" in pagina
    assert not Respuesta.objects.exists()
    navegador.post(ruta, _escrito(revisar="si", csrfmiddlewaretoken=_ficha(r)))
    assert texto_de(Respuesta.objects.get(peticion=p)).startswith("Esta respuesta")
