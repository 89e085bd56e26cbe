"""La tabla de retención documental: sus versiones, y en cada una las series por dependencia."""

from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ventanilla.archivo.consultas.trd import (
    borrador_trd,
    retiradas,
    series_con_su_uso,
    version_vigente,
    versiones,
)
from ventanilla.archivo.models import VersionTrd
from ventanilla.archivo.permisos import puede_cambiar_trd
from ventanilla.comun.reloj import en_bogota
from ventanilla.comun.texto import limpiar_linea
from ventanilla.directorio.consultas.quien import quien
from ventanilla.directorio.permisos import puede_ver_la_entidad
from ventanilla.estructura.consultas.trd import abren_en, nombres_de_tipos


@require_safe
def trd(request: HttpRequest) -> HttpResponse:
    """La versión que rige o, con `?version=`, otra. La lee todo el que trabaja: la TRD es pública."""
    actor, momento = quien(request)
    hoy = en_bogota(momento).date()
    todas, rige = versiones(), version_vigente(hoy)
    fuera = retiradas()
    numero = limpiar_linea(request.GET.get("version", ""))[:20]
    pedida = _pedida([*todas, *fuera], numero) if numero else rige or next(iter(todas), None)
    series = series_con_su_uso(pedida) if pedida else []
    nombres, abren = nombres_de_tipos(), abren_en(pedida if pedida in (rige, *todas[:1]) else None)
    migas = [{"texto": "Tabla de retención documental", "url": ""}]
    if puede_ver_la_entidad(actor):
        migas.insert(0, {"texto": "La entidad", "url": reverse("directorio:entidad")})
    contexto = {
        "version": pedida,
        "versiones": todas,
        "rige": rige,
        "retiradas": fuera,
        "por_regir": bool(pedida and not pedida.retirada and pedida.desde and pedida.desde > hoy),
        "borrador": borrador_trd(),
        "puede_cambiar": puede_cambiar_trd(actor),
        "grupos": [
            {
                "dependencia": nombre,
                "series": [
                    {"serie": s, "abren": [nombres[c] for c in abren.get(s.pk, ()) if c in nombres]}
                    for s in suyas
                ],
            }
            for nombre, suyas in groupby(
                series, key=lambda s: s.dependencia.nombre if s.dependencia else "Sin productora"
            )
        ],
        "migas": migas,
    }
    return render(request, "estructura/trd.html", contexto)


def _pedida(todas: list[VersionTrd], numero: str) -> VersionTrd:
    """Raises: Http404 si no existe."""
    for una in todas:
        if una.numero == numero:
            return una
    raise Http404
