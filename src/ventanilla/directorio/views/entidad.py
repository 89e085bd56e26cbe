"""La entidad: cómo está armada, quién es quién y qué días cierra."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ventanilla.comun import enlaces
from ventanilla.comun.actores import Actor
from ventanilla.comun.fechas import cantidad
from ventanilla.comun.reloj import ahora
from ventanilla.comun.texto import limpiar_linea
from ventanilla.directorio.consultas import (
    actor_de,
    con_sus_cargos,
    dependencias,
    dias_no_habiles,
    entidad,
    jefes,
    personas_por_nombre,
)
from ventanilla.directorio.models import Dependencia, Rol, Usuario, Vinculacion
from ventanilla.directorio.permisos import (
    con_segundo_factor,
    puede_cambiar_la_entidad,
    puede_quitar_segundo_factor,
    puede_ver_la_entidad,
)

POR_PAGINA = 50


@require_safe
def la_entidad(request: HttpRequest) -> HttpResponse:
    """La página entera; `?q=` busca personas por nombre o correo."""
    momento = ahora()
    if not isinstance(request.user, Usuario):
        raise PermissionDenied
    actor = actor_de(request.user, momento)
    request.quien_trabaja = actor  # type: ignore[attr-defined]
    permiso = puede_ver_la_entidad(actor)
    if not permiso:
        raise PermissionDenied(permiso.motivo)
    hoy = momento.date()
    palabras = limpiar_linea(request.GET.get("q", ""))[:100]
    unidades, dirigen = dependencias(hoy), jefes(hoy)
    pagina = Paginator(personas_por_nombre(palabras), POR_PAGINA).get_page(
        request.GET.get("pagina")
    )
    contexto = {
        "esta_configurada": entidad().pk is not None,
        "unidades": arbol(unidades, dirigen),
        "pendientes": pendientes(unidades, dirigen),
        "pagina": pagina,
        "gente": gente(con_sus_cargos(list(pagina), hoy), actor),
        "palabras": palabras,
        "anio": str(hoy.year - 1),
        "dias": dias_no_habiles(date(hoy.year - 1, 1, 1)),
        "url_cara": enlaces.CARA,
        "url_tipos": enlaces.TIPOS,
        "url_trd": enlaces.TRD,
        "url_declarar_dias": enlaces.DECLARAR_DIAS,
        "url_revocar_dias": enlaces.REVOCAR_DIAS,
        "puede_cambiar": puede_cambiar_la_entidad(actor),
        "url_directorio": enlaces.DIRECTORIO,
    }
    return render(request, "directorio/entidad.html", contexto)


def arbol(unidades: list[Dependencia], dirigen: dict[int, list[str]]) -> list[dict[str, Any]]:
    """Las dependencias en orden de árbol, cada una con su padre y quien la dirige."""
    hijas: dict[int | None, list[Dependencia]] = {}
    vigentes = {u.pk: u for u in unidades}
    for unidad in unidades:
        padre = unidad.padre_id if unidad.padre_id in vigentes else None
        hijas.setdefault(padre, []).append(unidad)
    filas: list[dict[str, Any]] = []
    por_ver: list[tuple[Dependencia, Dependencia | None]]
    por_ver = [(u, None) for u in reversed(hijas.get(None, []))]
    while por_ver:
        unidad, padre_de = por_ver.pop()
        filas.append({"unidad": unidad, "padre": padre_de, "dirigen": dirigen.get(unidad.pk, [])})
        por_ver += [(h, unidad) for h in reversed(hijas.get(unidad.pk, []))]
    return filas


def pendientes(unidades: list[Dependencia], dirigen: dict[int, list[str]]) -> list[str]:
    """Lo que falta para que la entidad pueda atender, dicho."""
    faltan = []
    if not any(u.es_atencion for u in unidades):
        faltan.append(
            "Ninguna dependencia es la de Atención al Ciudadano: lo que se radica no tiene quién lo "
            "reparta."
        )
    if cuantas := sum(u.pk not in dirigen for u in unidades):
        sin_jefe = cantidad(cuantas, "dependencia no tiene", "dependencias no tienen")
        faltan.append(
            f"{sin_jefe} jefe: nadie puede firmar sus respuestas. En la lista dice «Nadie»."
        )
    return faltan


def gente(personas: list[Usuario], actor: Actor) -> list[dict[str, Any]]:
    """Las filas de una página; quien administra ve a quién le puede quitar el segundo factor."""
    filas = [fila_de(p) for p in personas]
    con_factor = con_segundo_factor(personas) if actor.tiene_rol(Rol.ADMINISTRADOR) else set()
    for fila in filas:
        persona = fila["persona"]
        if persona.pk in con_factor and puede_quitar_segundo_factor(actor, persona):
            fila["url_segundo_factor"] = reverse(
                "directorio:retirar_segundo_factor", args=[persona.pk]
            )
    return filas


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
