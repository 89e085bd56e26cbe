"""La entidad: un índice de lo que la arma, sus dependencias y los días que cierra."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ventanilla.comun import enlaces
from ventanilla.comun.fechas import cantidad
from ventanilla.directorio.consultas import dependencias, dias_no_habiles, entidad, jefes
from ventanilla.directorio.consultas.reglamento import reglamento_vigente
from ventanilla.directorio.models import Dependencia, DiaNoHabil, Reglamento, Usuario
from ventanilla.directorio.permisos import puede_cambiar_la_entidad, puede_ver_la_entidad
from ventanilla.directorio.views.puerta import pedir, quien

# Hasta dónde se corre una dependencia hacia la derecha: más adentro no cabría en la tabla.
NIVELES = 4


@require_safe
def la_entidad(request: HttpRequest) -> HttpResponse:
    """Qué falta por completar, y a dónde se va a ver o cambiar cada cosa."""
    actor, momento = quien(request)
    pedir(puede_ver_la_entidad(actor))
    hoy = momento.date()
    unidades = dependencias(hoy)
    vienen = DiaNoHabil.objects.filter(fecha__gte=hoy, revocado_por="").count()
    contexto = {
        "esta_configurada": entidad().pk is not None,
        "pendientes": pendientes(unidades, jefes(hoy)),
        "secciones": _secciones(
            unidades=len(unidades), vienen=vienen, reglamento=reglamento_vigente(hoy)
        ),
        "puede_cambiar": puede_cambiar_la_entidad(actor),
        "url_cara": enlaces.CARA,
        "url_directorio": enlaces.DIRECTORIO,
    }
    return render(request, "directorio/entidad.html", contexto)


@require_safe
def las_dependencias(request: HttpRequest) -> HttpResponse:
    """Cada una después de la que la contiene, con quien la dirige."""
    actor, momento = quien(request)
    pedir(puede_ver_la_entidad(actor))
    hoy = momento.date()
    contexto = {
        "unidades": arbol(dependencias(hoy), jefes(hoy)),
        "puede_cambiar": puede_cambiar_la_entidad(actor),
        "migas": _migas("Dependencias"),
    }
    return render(request, "directorio/dependencias.html", contexto)


@require_safe
def los_dias(request: HttpRequest) -> HttpResponse:
    """Los que cierra la entidad por acto propio, desde el año pasado."""
    actor, momento = quien(request)
    pedir(puede_ver_la_entidad(actor))
    anterior = momento.date().year - 1
    contexto = {
        "anio": str(anterior),
        "dias": dias_no_habiles(date(anterior, 1, 1)),
        "url_declarar_dias": enlaces.DECLARAR_DIAS,
        "url_revocar_dias": enlaces.REVOCAR_DIAS,
        "puede_cambiar": puede_cambiar_la_entidad(actor),
        "migas": _migas("Días no hábiles"),
    }
    return render(request, "directorio/dias.html", contexto)


def _secciones(
    *, unidades: int, vienen: int, reglamento: Reglamento | None
) -> list[dict[str, str]]:
    """El índice: nombre, qué hay hoy y su página."""
    personas = Usuario.objects.filter(is_active=True).count()
    rige = f"Rige la versión {reglamento.numero}" if reglamento else "Ninguno adoptado"
    filas = (
        (
            "Dependencias",
            f"{cantidad(unidades, 'dependencia', 'dependencias')}. Cómo se llaman, de cuál dependen y "
            "quién las dirige.",
            "directorio:dependencias",
        ),
        (
            "Personas",
            f"{cantidad(personas, 'cuenta activa', 'cuentas activas')}. Sus cargos, encargos y "
            "ausencias.",
            "directorio:personas",
        ),
        (
            "Días no hábiles",
            f"{_por_venir(vienen)}. Los que cierra la entidad por acto propio.",
            "directorio:dias",
        ),
        ("Reglamento", f"{rige}. Cómo se tramitan las peticiones.", "directorio:reglamento"),
        ("Ajustes", "Lo que la entidad escoge donde la ley deja dos caminos.", enlaces.AJUSTES),
        ("Tipos documentales", "Cómo llama la entidad a cada documento.", enlaces.TIPOS),
        (
            "Tabla de retención documental",
            "Qué series produce cada dependencia y cuánto se guardan.",
            enlaces.TRD,
        ),
    )
    return [{"nombre": n, "dice": dice, "url": reverse(url)} for n, dice, url in filas]


def _por_venir(cuantos: int) -> str:
    return cantidad(cuantos, "día por venir", "días por venir") if cuantos else "Ninguno por venir"


def _migas(ultima: str) -> list[dict[str, str]]:
    return [
        {"texto": "La entidad", "url": reverse("directorio:entidad")},
        {"texto": ultima, "url": ""},
    ]


def arbol(unidades: list[Dependencia], dirigen: dict[int, list[str]]) -> list[dict[str, Any]]:
    """Las dependencias en orden de árbol, cada una con su padre, su nivel y quien la dirige."""
    hijas: dict[int | None, list[Dependencia]] = {}
    vigentes = {u.pk: u for u in unidades}
    for unidad in unidades:
        padre = unidad.padre_id if unidad.padre_id in vigentes else None
        hijas.setdefault(padre, []).append(unidad)
    filas: list[dict[str, Any]] = []
    por_ver: list[tuple[Dependencia, Dependencia | None, int]]
    por_ver = [(u, None, 0) for u in reversed(hijas.get(None, []))]
    while por_ver:
        unidad, padre_de, nivel = por_ver.pop()
        filas.append(
            {
                "unidad": unidad,
                "padre": padre_de,
                "nivel": min(nivel, NIVELES),
                "dirigen": dirigen.get(unidad.pk, []),
            }
        )
        por_ver += [(h, unidad, nivel + 1) for h in reversed(hijas.get(unidad.pk, []))]
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
            f"{sin_jefe} jefe: nadie puede firmar sus respuestas. En «Dependencias» dice «Nadie»."
        )
    return faltan
