"""La lista mensual de los cambios de clase que alargaron el término."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ventanilla.comun.reloj import en_bogota
from ventanilla.peticiones.consultas.cambios_de_clase import cambio_de, cambios_que_alargan
from ventanilla.peticiones.permisos import puede_ver_cambios_de_clase, visibles
from ventanilla.peticiones.views.puerta import quien

POR_PAGINA = 50
PRIMER_ANIO, ULTIMO_ANIO = 2000, 2199


@require_safe
def cambios_de_clase(request: HttpRequest) -> HttpResponse:
    """Los del mes que se pida en `?mes=2026-11`; sin él, los de este."""
    actor, momento = quien(request)
    permiso = puede_ver_cambios_de_clase(actor)
    if not permiso:
        raise PermissionDenied(permiso.motivo)
    mes = _mes(request.GET.get("mes", "")) or en_bogota(momento).date().replace(day=1)
    filas = cambios_que_alargan(visibles(actor), mes)
    pagina = Paginator(filas, POR_PAGINA).get_page(request.GET.get("pagina"))
    contexto: dict[str, Any] = {
        "mes": mes,
        "pagina": pagina,
        "cambios": [cambio_de(a) for a in pagina.object_list],
    }
    return render(request, "peticiones/cambios_de_clase.html", contexto)


def _mes(texto: str) -> date | None:
    try:
        mes = date.fromisoformat(f"{texto[:7]}-01")
    except ValueError:
        return None
    return mes if PRIMER_ANIO <= mes.year <= ULTIMO_ANIO else None
