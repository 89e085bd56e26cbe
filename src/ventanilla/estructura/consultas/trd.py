"""Qué tipos documentales abren su expediente en cada serie de la TRD."""

from collections.abc import Mapping

from ventanilla.archivo.consultas.trd import series_de
from ventanilla.archivo.models import VersionTrd
from ventanilla.peticiones.models import TipoDocumental


def abren_en(version: VersionTrd | None) -> dict[int, list[str]]:
    """Serie → códigos de los tipos que abren en ella.

    En una que todavía no rige, los que tiene guardados; si no, los que hoy la nombran por su código.
    """
    if version is None:
        return {}
    series = series_de(version)
    if version.por_regir or version.estado == VersionTrd.Estado.BORRADOR:
        return {s.pk: list(s.abren) for s in series if s.abren}
    por_codigo: dict[str, int] = {}
    for serie in series:
        por_codigo.setdefault(serie.codigo, serie.pk)
    salida: dict[int, list[str]] = {}
    filas = TipoDocumental.objects.exclude(serie_trd="").order_by("codigo")
    for codigo, serie_trd in filas.values_list("codigo", "serie_trd"):
        if serie_trd in por_codigo:
            salida.setdefault(por_codigo[serie_trd], []).append(codigo)
    return salida


def nombres_de_tipos() -> Mapping[str, str]:
    """Código → nombre de cada tipo, por nombre."""
    return dict(TipoDocumental.objects.order_by("nombre").values_list("codigo", "nombre"))
