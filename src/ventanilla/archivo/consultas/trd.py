"""La TRD que rige, y la que hay para compararla con un archivo."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, QuerySet

from ventanilla.archivo.models import SerieDocumental, VersionTrd
from ventanilla.archivo.reglas.version_trd import SerieEscrita
from ventanilla.comun.canonico import canonico, sha256_hex
from ventanilla.directorio.consultas import vigentes


def version_vigente(hoy: date) -> VersionTrd | None:
    """La que rige ese día; `None` si la entidad todavía no carga ninguna."""
    return _adoptadas().filter(vigentes(hoy)).order_by("-desde", "-id").first()


def series_de(version: VersionTrd) -> list[SerieDocumental]:
    """Sus series y subseries, por código, con la dependencia productora."""
    return list(version.series.select_related("dependencia", "madre").order_by("codigo", "id"))


def versiones() -> list[VersionTrd]:
    """Las adoptadas, de la última a la primera."""
    return list(_adoptadas().order_by("-desde", "-id"))


def retiradas() -> list[VersionTrd]:
    """Las que se adoptaron y se retiraron antes de regir, de la última a la primera."""
    return list(VersionTrd.objects.filter(estado=VersionTrd.Estado.RETIRADA).order_by("-retirada"))


def la_que_seguiria(version: VersionTrd) -> VersionTrd | None:
    """La que dejaba de regir el día antes de que empezara `version`; `None` si es la primera."""
    if version.desde is None:
        return None
    return _adoptadas().filter(hasta=version.desde - timedelta(days=1)).order_by("-desde").first()


def ultima_adoptada() -> VersionTrd | None:
    """La que rige o, si hay una adoptada que todavía no rige, esa."""
    return _adoptadas().order_by("-desde", "-id").first()


def borrador_trd() -> VersionTrd | None:
    """La versión que se está preparando, si hay una."""
    return VersionTrd.objects.filter(estado=VersionTrd.Estado.BORRADOR).first()


def escritas(
    version: VersionTrd, abren: Mapping[int, Sequence[str]] | None = None
) -> list[SerieEscrita]:
    """Sus series como las compara la regla, por código.

    Args:
        abren: serie → códigos de los tipos que abren en ella, si no son los que la serie guarda.
    """
    return [
        SerieEscrita(
            llave=s.pk,
            viene_de=s.viene_de_id,
            codigo=s.codigo,
            nombre=s.nombre,
            madre=f"{s.madre.codigo} {s.madre.nombre}" if s.madre else "",
            dependencia=s.dependencia.nombre if s.dependencia else "",
            retencion_gestion=s.retencion_gestion,
            retencion_central=s.retencion_central,
            disposicion=s.get_disposicion_display() if s.disposicion else "",
            tipos=s.tipos,
            es_de_peticiones=s.es_de_peticiones,
            codigo_inventado=s.codigo_inventado,
            abren=tuple(sorted(s.abren if abren is None else abren.get(s.pk, ()))),
        )
        for s in series_de(version)
    ]


def huella_de_trd(version: VersionTrd) -> str:
    """SHA-256 de su acto, su fecha y sus series: lo que el libro dice que se adoptó."""
    filas = version.series.order_by("codigo", "nombre").values_list(
        *("codigo", "nombre", "madre__codigo", "dependencia__codigo", "retencion_gestion"),
        *("retencion_central", "disposicion", "tipos", "es_de_peticiones", "codigo_inventado"),
        "abren",
    )
    cuerpo = {
        "acto": version.acto,
        "desde": str(version.desde),
        "series": [list(fila) for fila in filas],
    }
    return sha256_hex(canonico(cuerpo))


def _adoptadas() -> QuerySet[VersionTrd]:
    return VersionTrd.objects.filter(estado=VersionTrd.Estado.ADOPTADA)


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
    versiones = _adoptadas().order_by("id").values_list("numero", "acto", "desde")
    filas = (
        SerieDocumental.objects.filter(version__in=_adoptadas())
        .order_by("id")
        .values_list(
            *("version__numero", "codigo", "nombre", "madre__codigo", "dependencia__codigo"),
            *("retencion_gestion", "retencion_central", "disposicion", "tipos"),
            *("es_de_peticiones", "codigo_inventado"),
        )
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
