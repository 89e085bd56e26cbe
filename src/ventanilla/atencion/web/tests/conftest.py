"""Un navegador que llena el formulario de radicar."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from ventanilla.atencion.web.servicios.llave import nueva_llave
from ventanilla.comun.reloj import ahora

LLENO = {
    "clase": "reclamo",
    "texto": "Hay un hueco en la carrera 5 con calle 42 y pido que lo arreglen.",
    "asunto": "Hueco en la carrera 5",
    "tipo": "natural",
    "nombre": "Ana Ficticia",
    "correo": "ana@ejemplo.com",
    "medio_respuesta": "correo",
    "formato_respuesta": "corriente",
    "prioridad": "",
    "fin": "1",
}
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 200


@pytest.fixture
def navegador(dependencias: Any, series: None) -> Client:
    """Un navegador que ya abrió el formulario: guarda galletas."""
    cliente = Client(raise_request_exception=False)
    assert cliente.get("/radicar/").status_code == 200
    return cliente


@pytest.fixture
def lleno() -> Callable[..., dict[str, Any]]:
    """`lleno(texto=…)`: los campos del formulario, mostrado hace un minuto."""

    def campos(**cambios: Any) -> dict[str, Any]:
        llave = nueva_llave(ahora() - timedelta(minutes=1))
        return {**LLENO, "llave": llave.ficha, **cambios}

    return campos
