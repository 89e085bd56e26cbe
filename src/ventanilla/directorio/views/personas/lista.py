"""La lista de personas y la hoja de cada una."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ventanilla.comun import enlaces
from ventanilla.comun.actores import Actor
from ventanilla.comun.texto import limpiar_linea
from ventanilla.directorio.consultas import ausencias_de, con_sus_cargos, personas_por_nombre
from ventanilla.directorio.consultas.hoja import hoja_de, unidades_de
from ventanilla.directorio.models import Usuario, Vinculacion
from ventanilla.directorio.permisos import (
    LEEN_LA_ENTIDAD,
    con_segundo_factor,
    personas_que_ve,
    puede_administrar_personas,
    puede_cerrar_sesiones,
    puede_desactivar,
    puede_editar_persona,
    puede_nombrar,
    puede_quitar_segundo_factor,
    puede_registrar_ausencia,
    puede_ver_hoja,
    puede_ver_personas,
    se_le_exige_segundo_factor,
)
from ventanilla.directorio.views.puerta import pedir, quien

POR_PAGINA = 50


@require_safe
def lista(request: HttpRequest) -> HttpResponse:
    """Quién trabaja en la entidad; `?q=` busca por nombre o correo. Un jefe ve a su gente."""
    actor, momento = quien(request)
    pedir(puede_ver_personas(actor))
    palabras = limpiar_linea(request.GET.get("q", ""))[:100]
    ids = personas_por_nombre(palabras)
    if not actor.tiene_rol(*LEEN_LA_ENTIDAD):
        suyas = set(personas_que_ve(actor).values_list("pk", flat=True))
        ids = [pk for pk in ids if pk in suyas]
    pagina = Paginator(ids, POR_PAGINA).get_page(request.GET.get("pagina"))
    gente = con_sus_cargos(list(pagina), momento.date())
    faltan = {
        a.usuario_id: a
        for a in ausencias_de(momento.date())
        .filter(usuario__in=[p.pk for p in gente])
        .select_related("suplente")
    }
    contexto = {
        "gente": [{**fila_de(p), "ausencia": faltan.get(p.pk)} for p in gente],
        "pagina": pagina,
        "palabras": palabras,
        "crea": bool(puede_administrar_personas(actor)),
        "solo_su_gente": not actor.tiene_rol(*LEEN_LA_ENTIDAD),
    }
    return render(request, "directorio/personas/lista.html", contexto)


@require_safe
def ver(request: HttpRequest, persona_id: int) -> HttpResponse:
    """La hoja: datos, cargos de hoy y de antes, ausencias y lo que ha cambiado."""
    actor, momento = quien(request)
    persona = get_object_or_404(Usuario, pk=persona_id)
    if actor.usuario_id != persona.pk:
        pedir(puede_ver_hoja(actor, unidades_de(persona)))
    contexto = {
        "persona": persona,
        "hoja": hoja_de(persona, momento.date()),
        "fila": fila_de(persona),
        "ausencia": ausencias_de(momento.date())
        .filter(usuario=persona)
        .select_related("suplente")
        .first(),
        "tiene_factor": persona.pk in con_segundo_factor([persona]),
        "exige_factor": se_le_exige_segundo_factor(persona, momento),
        "nombra": bool(puede_nombrar(actor, persona)),
        "ausenta": bool(puede_registrar_ausencia(actor, persona)),
        "acciones": _acciones(actor, persona),
        "ve_la_lista": bool(puede_ver_personas(actor)),
    }
    return render(request, "directorio/personas/hoja.html", contexto)


def _acciones(actor: Actor, persona: Usuario) -> list[dict[str, Any]]:
    """Los enlaces de su cuenta que esta persona puede usar."""
    tiene_factor = persona.pk in con_segundo_factor([persona])
    posibles = [
        (puede_editar_persona(actor, persona), "Corregir sus datos", "directorio:editar_persona"),
        (
            puede_cerrar_sesiones(actor, persona),
            "Cerrar sus sesiones",
            "directorio:cerrar_sesiones",
        ),
        (
            tiene_factor and puede_quitar_segundo_factor(actor, persona),
            "Quitar su segundo factor",
            "directorio:retirar_segundo_factor",
        ),
        (
            persona.is_active and puede_desactivar(actor, persona),
            "Cerrar su cuenta",
            enlaces.RETIRAR_PERSONA,
        ),
        (
            not persona.is_active and puede_desactivar(actor, persona),
            "Abrir su cuenta",
            "directorio:activar_persona",
        ),
    ]
    return [
        {"texto": texto, "url": reverse(nombre, args=[persona.pk])}
        for puede, texto, nombre in posibles
        if puede
    ]


def fila_de(persona: Usuario) -> dict[str, Any]:
    """Una persona como se lee: su vinculación, sus cargos de hoy y si ya puede entrar."""
    vinculaciones: list[Vinculacion] = getattr(persona, "vinculacion_vigente", [])
    return {
        "persona": persona,
        "vinculacion": vinculaciones[0] if vinculaciones else None,
        "cargos": getattr(persona, "cargos_vigentes", []),
        "entrada": entrada_de(persona),
    }


def entrada_de(persona: Usuario) -> dict[str, str]:
    """Si puede entrar, con palabra y tono."""
    if not persona.is_active:
        return {"texto": "Inactiva", "tono": "neutro", "figura": "raya"}
    if not persona.has_usable_password():
        return {"texto": "Sin contraseña", "tono": "alerta", "figura": "llave"}
    return {"texto": "Puede entrar", "tono": "bien", "figura": "visto"}
