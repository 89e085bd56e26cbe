"""La TRD que rige, y la que hay para compararla con un archivo."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Count, F

from ventanilla.archivo.models import SerieDocumental, VersionTrd
from ventanilla.directorio.consultas import vigentes


def version_vigente(hoy: date) -> VersionTrd | None:
    """La que rige ese día; `None` si la entidad todavía no carga ninguna."""
    return VersionTrd.objects.filter(vigentes(hoy)).order_by("-desde", "-id").first()


def series_de(version: VersionTrd) -> list[SerieDocumental]:
    """Sus series y subseries, por código, con la dependencia productora."""
    return list(version.series.select_related("dependencia", "madre").order_by("codigo", "id"))


def versiones() -> list[VersionTrd]:
    """Todas, de la última a la primera."""
    return list(VersionTrd.objects.order_by("-desde", "-id"))


def series_con_su_uso(version: VersionTrd) -> list[SerieDocumental]:
    """Sus series por dependencia y código; cada una trae `abiertos`, cuántos expedientes tiene."""
    return list(
        version.series.select_related("dependencia", "madre")
        .annotate(abiertos=Count("expedientes"))
        .order_by(F("dependencia__nombre").asc(nulls_last=True), "codigo", "id")
    )


def serie_para(codigo: str, hoy: date) -> SerieDocumental | None:
    """Donde se abre un expediente: la serie de ese código o, si no está, la de las peticiones."""
    version = version_vigente(hoy)
    return escoger(codigo, series_de(version)) if version else None


def escoger(codigo: str, series: Sequence[SerieDocumental]) -> SerieDocumental | None:
    """Entre las de una versión: la de ese código o, si no está, la de las peticiones."""
    del_tipo = [s for s in series if codigo and s.codigo == codigo]
    halladas = del_tipo or [s for s in series if s.es_de_peticiones]
    return halladas[0] if halladas else None


def trd_actual() -> dict[str, dict[tuple[Any, ...], dict[str, Any]]]:
    """«trd» y «serie» → llave → campos, con los nombres del archivo."""
    versiones = VersionTrd.objects.order_by("id").values_list("numero", "acto", "desde")
    filas = SerieDocumental.objects.order_by("id").values_list(
        *("version__numero", "codigo", "nombre", "madre__codigo", "dependencia__codigo"),
        *("retencion_gestion", "retencion_central", "disposicion", "tipos"),
        *("es_de_peticiones", "codigo_inventado"),
    )
    campos = (
        *("codigo", "nombre", "madre", "dependencia", "retencion_gestion", "retencion_central"),
        *("disposicion", "tipos", "es_de_peticiones", "codigo_inventado"),
    )
    return {
        "trd": {(n,): {"version": n, "acto": a, "desde": d} for n, a, d in versiones},
        "serie": {
            (fila[0], fila[1], fila[2]): {
                **dict(zip(campos, fila[1:], strict=True)),
                "madre": fila[3] or "",
                "dependencia": fila[4] or "",
            }
            for fila in filas
        },
    }
