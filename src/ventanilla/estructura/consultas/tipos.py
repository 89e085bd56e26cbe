"""El catálogo de tipos documentales, para compararlo con un archivo."""

from typing import Any

from django.db.models import Count

from ventanilla.peticiones.models import Peticion, TipoDocumental


def tipos_actuales() -> dict[tuple[Any, ...], dict[str, Any]]:
    """(código,) → campos, con los nombres del archivo; la dependencia va por su código."""
    filas = TipoDocumental.objects.order_by("codigo").values_list(
        *("codigo", "nombre", "clase_por_defecto", "dependencia_por_defecto__codigo"),
        *("fija_fecha", "serie_trd", "activo"),
    )
    return {
        (codigo,): {
            "codigo": codigo,
            "nombre": nombre,
            "clase": clase,
            "dependencia": dependencia or "",
            "fija_fecha": fija_fecha,
            "serie_trd": serie,
            "activo": activo,
        }
        for codigo, nombre, clase, dependencia, fija_fecha, serie, activo in filas
    }


def tipos_con_su_uso() -> list[tuple[TipoDocumental, int]]:
    """Todos los tipos, primero los que se ofrecen, cada uno con cuántas peticiones lo tienen."""
    usos = dict(
        Peticion.objects.filter(tipo_documental__isnull=False)
        .order_by()
        .values_list("tipo_documental")
        .annotate(cuantas=Count("pk"))
    )
    filas = TipoDocumental.objects.select_related("dependencia_por_defecto")
    return [(t, usos.get(t.pk, 0)) for t in filas.order_by("-activo", "nombre")]
