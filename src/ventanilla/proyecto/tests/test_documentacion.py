"""La API se explica sola: documento sin referencias sueltas y página que cualquiera lee."""

from collections.abc import Iterator
from typing import Any

from django.test import Client

from ventanilla.directorio.models import Entidad


def _referencias(nodo: Any) -> Iterator[str]:
    if isinstance(nodo, dict):
        for llave, valor in nodo.items():
            if llave == "$ref":
                yield valor
            yield from _referencias(valor)
    elif isinstance(nodo, list):
        for n in nodo:
            yield from _referencias(n)


def test_el_documento_es_openapi_3_1_y_toda_referencia_existe(client: Client) -> None:
    documento = client.get("/api/openapi.json").json()
    assert documento["openapi"] == "3.1.0"
    halladas = set(_referencias(documento))
    assert "#/components/schemas/SolicitanteEntra" in halladas
    for referencia in halladas:
        nodo = documento
        for parte in referencia.removeprefix("#/").split("/"):
            nodo = nodo[parte]


def test_la_pagina_dice_cada_operacion_y_sus_datos_sin_guiones_ajenos(
    client: Client, entidad: Entidad
) -> None:
    respuesta = client.get("/api/docs")
    html = respuesta.content.decode()
    assert respuesta.status_code == 200
    for dicho in ("/api/v1/peticiones", "Idempotency-Key", "X-Clave", "solicitante.correo"):
        assert dicho in html
    assert "errores[].mensaje" in html
    assert "swagger" not in html.lower()
    assert len(html) < 100_000
