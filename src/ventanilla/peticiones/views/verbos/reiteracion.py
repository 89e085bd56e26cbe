"""Decir que una petición reitera otra anterior."""

from datetime import datetime
from typing import Any

from ventanilla.comun.actores import Actor
from ventanilla.peticiones import permisos
from ventanilla.peticiones.forms.reiteracion import ReiteracionForm
from ventanilla.peticiones.models import Peticion
from ventanilla.peticiones.servicios.reiterar import unir_reiteracion
from ventanilla.peticiones.views.verbos.pagina import Verbo


def _si_une(_: Peticion, __: datetime) -> list[tuple[str, str]]:
    return [
        (
            "informacion",
            "Cada una conserva su número y su término; la anterior no se reabre. Si ya se resolvió, "
            "puede remitirse a esa respuesta, salvo que sean derechos imprescriptibles o que se "
            "hubiera negado por un requisito que ahora sí se cumple (Ley 1437 de 2011, artículo 19).",
        ),
        (
            "alerta",
            "La persona verá el número de la anterior en su consulta: únalas solo si son de la misma "
            "persona o del mismo asunto.",
        ),
    ]


def _unir(peticion: Peticion, datos: dict[str, Any], actor: Actor, momento: datetime) -> str:
    previa = unir_reiteracion(peticion, anterior=datos["anterior"], actor=actor, ahora=momento)
    return f"Quedó unida a {previa.radicado.impreso}."


VERBOS = (
    Verbo(
        "reiteracion",
        "Reitera otra petición",
        "Unirlas",
        permisos.puede_unir_reiteracion,
        lambda p, m, datos: ReiteracionForm(datos),
        _si_une,
        _unir,
    ),
)
