"""Qué puede hacer hoy quien entró: nadie encuentra una puerta cerrada sin saber por qué."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ventanilla.comun import enlaces
from ventanilla.directorio.consultas import ausencias_de, con_sus_cargos
from ventanilla.directorio.models import Rol
from ventanilla.directorio.views.puerta import quien

QUE_HACE = {
    Rol.RADICADOR: "Lee todas las peticiones, corrige su clase y despacha las respuestas.",
    Rol.FUNCIONARIO: "Tramita y responde las peticiones de su dependencia.",
    Rol.ENLACE: "Tramita las peticiones de su dependencia y las reparte entre su gente.",
    Rol.ENLACE_CHAT: "Atiende las conversaciones del chat, si la entidad tiene ese canal. Hoy no lo tiene: "
    "no hay nada que atender aquí.",
    Rol.ENLACE_TRANSPARENCIA: "Cuida lo que la entidad publica. Las peticiones de información las responde "
    "cada dependencia.",
    Rol.JEFE: "Firma las respuestas de su dependencia, reparte y amplía términos.",
    Rol.ATENCION: "Ve todo, reparte entre dependencias y abre las identidades reservadas.",
    Rol.CONTROL_INTERNO: "Lee todo, menos la identidad de quien la reservó. No tramita.",
    Rol.CONTROL_DISCIPLINARIO: "Lee lo que le remiten, con su motivo.",
    Rol.ENTE_EXTERNO: "Un ente externo no trabaja con una cuenta: pida lo que necesite a la Dirección de "
    "Atención al Ciudadano.",
    Rol.ADMINISTRADOR: "Cuida la entidad, su gente y sus cuentas. No ve peticiones.",
}


@require_safe
def mi_cargo(request: HttpRequest) -> HttpResponse:
    """Los cargos de hoy, con lo que permite cada uno; si está ausente, hasta cuándo y quién suple."""
    actor, momento = quien(request)
    hoy = momento.date()
    (persona,) = con_sus_cargos([actor.usuario_id or 0], hoy)
    ausencias = ausencias_de(hoy).select_related("usuario", "suplente")
    contexto = {
        "persona": persona,
        "cargos": [
            {"cargo": c, "que_hace": QUE_HACE[Rol(c.rol)]}
            for c in getattr(persona, "cargos_vigentes", [])
        ],
        "ausencia": ausencias.filter(usuario=persona).first(),
        "suplencias": list(ausencias.filter(suplente=persona, usuario__in=actor.suple)),
        "url_transparencia": enlaces.TRANSPARENCIA,
    }
    return render(request, "directorio/mi_cargo.html", contexto)
