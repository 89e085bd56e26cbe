"""Un envío que se corta en el camino no se radica a medias."""

import io
import json
from typing import Any

import pytest
from django.core.wsgi import get_wsgi_application

from ventanilla.peticiones.models import Peticion
from ventanilla.proyecto.cuerpo import con_cuerpo_entero
from ventanilla.proyecto.paciencia import CuerpoCortado, Cupo

pytestmark = pytest.mark.django_db(transaction=True)
DATOS = json.dumps({"clase": "queja", "texto": "Algo", "solicitante": {"tipo": "anonimo"}})
MULTIPARTE = (
    '--x\r\nContent-Disposition: form-data; name="datos"\r\n\r\n'
    f"{DATOS}\r\n--x\r\n"
    'Content-Disposition: form-data; name="anexos"; filename="a.png"\r\n\r\n'
).encode() + b"\x89PNG\r\n\x1a\n0000\r\n--x--\r\n"


def pedir(tipo: str, cuerpo: bytes, anunciado: int, cupo: Cupo | None = None) -> tuple[str, Any]:
    """POST a la API por la aplicación WSGI entera: (estado, JSON)."""
    entorno: dict[str, Any] = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/api/v1/peticiones",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_TYPE": tipo,
        "CONTENT_LENGTH": str(anunciado),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(cuerpo),
        "wsgi.errors": io.StringIO(),
    }
    estados: list[str] = []
    aplicacion = con_cuerpo_entero(get_wsgi_application(), cupo)
    respuesta = b"".join(aplicacion(entorno, lambda estado, cabeceras: estados.append(estado)))
    return estados[0][:3], json.loads(respuesta)


@pytest.mark.parametrize(
    ("tipo", "cuerpo"),
    [("application/json", DATOS.encode()), ("multipart/form-data; boundary=x", MULTIPARTE)],
    ids=["json", "multiparte"],
)
def test_cortado_no_se_recibe_y_entero_si(
    dependencias: Any, series: None, tipo: str, cuerpo: bytes
) -> None:
    for corte in (1, 12, len(cuerpo) // 2, len(cuerpo)):
        estado, dicho = pedir(tipo, cuerpo[: len(cuerpo) - corte], len(cuerpo))
        assert estado == "422"
        assert "incompleto" in dicho["errores"][0]["mensaje"]
    assert not Peticion.objects.exists()
    assert pedir(tipo, cuerpo, len(cuerpo))[0] == "201"


def test_una_sola_direccion_no_llena_la_puerta_y_siempre_queda_para_los_demas() -> None:
    cupo = Cupo(hilos=30)
    for _ in range(10):
        cupo.entrar("192.0.2.1")
    with pytest.raises(CuerpoCortado):
        cupo.entrar("192.0.2.1")
    for _ in range(14):
        cupo.entrar("198.51.100.1", con_tope=False)
    with pytest.raises(CuerpoCortado):
        cupo.entrar("203.0.113.1")
    cupo.salir("192.0.2.1")
    cupo.entrar("203.0.113.1")


def test_lo_que_ya_llego_no_ocupa_puesto(dependencias: Any, series: None) -> None:
    cupo = Cupo(hilos=1)
    for _ in range(3):
        assert pedir("application/json", DATOS.encode(), len(DATOS), cupo)[0] == "201"
    assert pedir("application/json", DATOS.encode()[:9], len(DATOS), cupo)[0] == "422"
    assert pedir("application/json", DATOS.encode(), len(DATOS), cupo)[0] == "201"


def test_sin_puesto_se_dice_que_no_se_recibio(dependencias: Any, series: None) -> None:
    cupo = Cupo(hilos=1)
    cupo.entrar("192.0.2.1")
    estado, dicho = pedir("application/json", DATOS.encode(), len(DATOS), cupo)
    assert estado == "422"
    assert "no se recibió nada" in dicho["errores"][0]["mensaje"]
    assert not Peticion.objects.exists()
