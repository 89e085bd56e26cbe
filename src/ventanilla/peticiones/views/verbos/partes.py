"""Pedirles su parte a otras dependencias."""

from datetime import datetime
from typing import Any

from django.http import QueryDict

from ventanilla.comun.actores import Actor
from ventanilla.comun.fechas import enumerar, fecha_larga
from ventanilla.comun.reloj import en_bogota
from ventanilla.peticiones import permisos
from ventanilla.peticiones.forms.partes import PedirPartesForm
from ventanilla.peticiones.models import Peticion
from ventanilla.peticiones.servicios.partes import margen_de_parte, pedir_partes
from ventanilla.peticiones.views.verbos.pagina import Verbo


def _formulario(peticion: Peticion, momento: datetime, datos: QueryDict | None) -> PedirPartesForm:
    propuesta, ultima = margen_de_parte(peticion, momento)
    return PedirPartesForm(
        datos,
        actual=peticion.dependencia_id,
        hoy=en_bogota(momento).date(),
        ultima=ultima,
        initial={"hasta": propuesta},
    )


def _si_pide(peticion: Peticion, momento: datetime) -> list[tuple[str, str]]:
    _, ultima = margen_de_parte(peticion, momento)
    quien = peticion.dependencia.nombre if peticion.dependencia else "su dependencia"
    tope = f" La parte debe llegar a más tardar el {fecha_larga(ultima)}." if ultima else ""
    return [
        (
            "informacion",
            f"Responde {quien}: el término no cambia por pedir una parte.{tope} A cada dependencia "
            "le llega un correo; la persona lee a quién se le pidió, y no qué.",
        )
    ]


def _pedir(peticion: Peticion, datos: dict[str, Any], actor: Actor, momento: datetime) -> str:
    pedidas = pedir_partes(
        peticion,
        pedido=datos["pedido"],
        dependencias=list(datos["dependencias"]),
        hasta=datos["hasta"],
        actor=actor,
        ahora=momento,
    )
    a_quien = enumerar([p.dependencia.nombre for p in pedidas])
    return f"Se le pidió su parte a {a_quien}, para el {fecha_larga(datos['hasta'])}."


VERBOS = (
    Verbo(
        "partes",
        "Pedir su parte a otra dependencia",
        "Pedir su parte",
        permisos.puede_pedir_parte,
        _formulario,
        _si_pide,
        _pedir,
    ),
)
