"""Preparar un envío; el obrero lo despacha."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings

from ventanilla.comun.cifrado import cifrar
from ventanilla.comun.cola import encolar
from ventanilla.correspondencia.models import Envio, Radicado

TAREA = "correspondencia.despachar"


def preparar_envio(  # noqa: PLR0913 (todos con nombre: son las partes de un envío)
    clase: str,
    *,
    llave: str,
    destino: str,
    plantilla: str,
    datos: Mapping[str, Any],
    ahora: datetime,
    radicado: Radicado | None = None,
    adjuntos: Sequence[Mapping[str, str]] = (),
) -> Envio:
    """Deja un correo por enviar, en la transacción de quien llama.

    Args:
        llave: única; el mismo hecho no produce dos envíos.
        destino: dirección de correo; se guarda cifrada.
        plantilla: raíz de la plantilla («peticiones/correo/acuse»): `.txt` y, si hay, `.html`.
        datos: lo que la plantilla muestra (JSON); se guarda cifrado.
        adjuntos: [{"sha256", "nombre"}] de archivos ya guardados.
    """
    nuevo = uuid.uuid4()
    envio = Envio.objects.create(
        uuid=nuevo,
        clase=clase,
        radicado=radicado,
        llave=llave,
        plantilla=plantilla,
        carga=cifrar({"destino": destino, "datos": dict(datos)}, uso="envios", contexto=str(nuevo)),
        adjuntos=[dict(a) for a in adjuntos],
        mensaje_id=f"<{nuevo.hex}@{_dominio()}>",
        creado=ahora,
        proximo_intento=ahora,
    )
    encolar(TAREA, envio=envio.pk)
    return envio


def _dominio() -> str:
    remitente: str = settings.DEFAULT_FROM_EMAIL
    return remitente.rpartition("@")[2].strip("> ") or "localhost"
