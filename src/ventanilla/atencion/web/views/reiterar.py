"""Volver a pedir: el formulario de radicar, con lo que la persona ya había escrito."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest

from ventanilla.atencion.web.views.acceso import con_acceso
from ventanilla.peticiones.consultas.reiteraciones import puede_reiterar, texto_para_reiterar
from ventanilla.peticiones.models import Peticion


def anterior_con_acceso(request: HttpRequest, radicado: str, ahora: datetime) -> Peticion | None:
    """La que se reitera, si este navegador la abrió con su clave y ya se puede volver a pedir.

    Si no, la nueva se radica igual y sin unir: nada se deja de recibir por eso.
    """
    peticion = con_acceso(request, radicado, ahora) if radicado else None
    return peticion if peticion is not None and puede_reiterar(peticion, ahora) else None


def lo_de_antes(anterior: Peticion) -> dict[str, Any]:
    """Con qué empieza el formulario. Los datos de la persona los escribe ella otra vez."""
    return {
        "clase": anterior.clase,
        "asunto": anterior.asunto,
        "texto": texto_para_reiterar(anterior),
        "tipo": anterior.solicitante,
        "medio_respuesta": anterior.medio_respuesta,
    }
