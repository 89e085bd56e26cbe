"""Lo que nadie pensó enviar: ninguna puerta pública responde con una falla del sistema."""

import json
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ventanilla.atencion.web.tests.conftest import LLENO

API = "/api/v1/peticiones"
SIN_PRISA = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
RAROS = st.sampled_from(["\x00", "\ud800", "\u202e", "a" * 5000, "=1+1", "-0", "1e999", "ǅ", "ﷺ"])
TEXTO = st.one_of(st.text(max_size=80), RAROS)
HOJA = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), TEXTO)
JSON = st.recursive(
    HOJA,
    lambda h: st.one_of(st.lists(h, max_size=4), st.dictionaries(TEXTO, h, max_size=4)),
    max_leaves=8,
)
CLASES = st.sampled_from(["queja", "peticion", "informacion", "judicial"])
QUIEN = st.fixed_dictionaries(
    {},
    optional={
        "tipo": st.one_of(st.sampled_from(["natural", "anonimo", "reservado", "juridica"]), JSON),
        "nombre": st.one_of(TEXTO, JSON),
        "documento": TEXTO,
        "correo": st.one_of(st.just("ana@ejemplo.com"), TEXTO),
        "direccion": TEXTO,
    },
)
CASI = st.fixed_dictionaries(
    {"clase": st.one_of(CLASES, JSON), "texto": st.one_of(TEXTO, JSON)},
    optional={
        "solicitante": st.one_of(QUIEN, JSON),
        "asunto": TEXTO,
        "medio_respuesta": st.one_of(st.sampled_from(["correo", "postal", "consulta"]), JSON),
        "formato_respuesta": st.one_of(st.just("braille"), TEXTO),
        "prioridad": TEXTO,
        "otra": JSON,
    },
)


@pytest.fixture
def navegador(dependencias: Any, series: None) -> Client:
    return Client(raise_request_exception=False)


def _responde(respuesta: Any) -> None:
    assert respuesta.status_code in (201, 409, 422)
    if respuesta.status_code != 201:
        assert all(e["mensaje"] for e in respuesta.json()["errores"])


@SIN_PRISA
@given(cuerpo=st.one_of(CASI, JSON))
def test_la_api_entiende_o_explica_cualquier_json(navegador: Client, cuerpo: Any) -> None:
    crudo = json.dumps(cuerpo)
    _responde(navegador.post(API, crudo, content_type="application/json"))
    _responde(navegador.post(API, {"datos": crudo}))


@SIN_PRISA
@given(crudo=st.binary(max_size=200))
def test_la_api_entiende_o_explica_cualquier_cuerpo(navegador: Client, crudo: bytes) -> None:
    for tipo in ("application/json", "multipart/form-data; boundary=x", "text/plain"):
        _responde(navegador.generic("POST", API, crudo, content_type=tipo))


@pytest.mark.parametrize(
    "crudo",
    [
        '{"clase":' * 5000,
        "[" * 100_000,
        "9" * 10_000,
        '{"texto": NaN, "clase": Infinity}',
        '{"clase":"queja","clase":"x","texto":"a","texto":null}',
        '{"clase":"queja","texto":"a","solicitante":{"tipo":"anonimo","\\ud800":1}}',
        '"' + "\\u0000" * 10_000 + '"',
    ],
    ids=["hondo", "listas", "entero", "nan", "repetidas", "llave_rara", "nulos"],
)
def test_un_json_torcido_se_explica(navegador: Client, crudo: str) -> None:
    respuesta = navegador.generic("POST", API, crudo.encode(), content_type="application/json")
    assert respuesta.status_code == 422
    assert respuesta.json()["errores"]


def test_un_cuerpo_comprimido_no_se_descomprime(navegador: Client) -> None:
    bomba = b"\x1f\x8b\x08" + b"\x00" * 100
    respuesta = navegador.generic(
        "POST", API, bomba, content_type="application/json", headers={"Content-Encoding": "gzip"}
    )
    assert respuesta.status_code == 422


@SIN_PRISA
@given(cambios=st.dictionaries(st.sampled_from([*LLENO, "llave", "pregunta"]), TEXTO, max_size=6))
def test_el_formulario_entiende_o_explica_cualquier_campo(
    navegador: Client, lleno: Any, cambios: dict[str, str]
) -> None:
    legibles = {k: v.encode("utf-8", "replace").decode() for k, v in cambios.items()}
    respuesta = navegador.post("/radicar/", lleno(**legibles))
    assert respuesta.status_code in (200, 302, 422)


@SIN_PRISA
@given(uno=TEXTO, otro=TEXTO)
@pytest.mark.parametrize(
    ("ruta", "campos"),
    [
        ("/consultar/", ("radicado", "clave")),
        ("/perdi-mi-clave/", ("numero", "correo")),
        ("/perdi-mi-clave/codigo/", ("codigo", "otro")),
        ("/apariencia/", ("cambiar", "volver")),
        ("/cuenta/entrar/", ("login", "password")),
        ("/cuenta/clave/", ("email", "otro")),
    ],
)
def test_ninguna_puerta_publica_se_rompe(
    navegador: Client, ruta: str, campos: tuple[str, str], uno: str, otro: str
) -> None:
    legibles = [t.encode("utf-8", "replace").decode() for t in (uno, otro)]
    respuesta = navegador.post(ruta, dict(zip(campos, legibles, strict=True)))
    assert respuesta.status_code < 500
    assert "ejemplo.mal" not in respuesta.headers.get("Location", "")


@SIN_PRISA
@given(st.dictionaries(st.sampled_from(["fecha", "clase", "hora", "dias"]), TEXTO, max_size=4))
def test_la_calculadora_entiende_o_explica(navegador: Client, campos: dict[str, str]) -> None:
    legibles = {k: v.encode("utf-8", "replace").decode() for k, v in campos.items()}
    assert navegador.get("/cuando-me-responden/", legibles).status_code in (200, 422)


@SIN_PRISA
@given(TEXTO, TEXTO)
def test_las_direcciones_con_cualquier_cosa_no_se_rompen(
    navegador: Client, uno: str, clave: str
) -> None:
    parte = uno.encode("utf-8", "replace").decode().replace("?", "").replace("#", "") or "x"
    for ruta in ("/verificar/{}/", "/directorio/{}/", "/mi-peticion/{}/", API + "/{}"):
        respuesta = navegador.get(ruta.format(parte))
        assert respuesta.status_code < 500
