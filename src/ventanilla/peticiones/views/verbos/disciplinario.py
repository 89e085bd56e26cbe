"""Remitir a Control Disciplinario."""

from datetime import datetime
from typing import Any

from ventanilla.comun.actores import Actor
from ventanilla.peticiones import permisos
from ventanilla.peticiones.forms.remitir import RemitirForm
from ventanilla.peticiones.models import Peticion
from ventanilla.peticiones.servicios.remitir import remitir_a_disciplinario
from ventanilla.peticiones.views.verbos.pagina import Verbo

QUE_PASA = (
    "Control Disciplinario la verá en su bandeja y recibirá un correo. El trámite y los términos "
    "siguen igual. No queda en la historia de la petición: el motivo lo lee solo esa oficina."
)


def _remitir(peticion: Peticion, datos: dict[str, Any], actor: Actor, momento: datetime) -> str:
    remitir_a_disciplinario(peticion, motivo=datos["motivo"], actor=actor, ahora=momento)
    return "Quedó remitida a Control Disciplinario."


VERBOS = (
    Verbo(
        "remitir",
        "Remitir a Control Disciplinario",
        "Remitirla",
        permisos.puede_remitir_a_disciplinario,
        lambda p, m, datos: RemitirForm(datos),
        lambda p, m: [("informacion", QUE_PASA)],
        _remitir,
    ),
)
