"""Un envío que se corta en el camino no se radica a medias."""

import io
import json
from typing import Any

import pytest
from django.core.wsgi import get_wsgi_application

from ventanilla.peticiones.models import Peticion
from ventanilla.proyecto.cuerpo import con_cuerpo_entero

DATOS = json.dumps({"clase": "queja", "texto": "Algo", "solicitante": {"tipo": "anonimo"}})
MULTIPARTE = (
    '--x\r\nContent-Disposition: form-data; name="datos"\r\n\r\n'
    f"{DATOS}\r\n--x\r\n"
    'Content-Disposition: form-data; name="anexos"; filename="a.png"\r\n\r\n'
).encode() + b"\x89PNG\r\n\x1a\n0000\r\n--x--\r\n"


def pedir(tipo: str, cuerpo: bytes, anunciado: int) -> tuple[str, Any]:
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
    aplicacion = con_cuerpo_entero(get_wsgi_application())
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
