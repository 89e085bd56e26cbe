"""El catálogo de tipos documentales, para compararlo con un archivo."""

from typing import Any

from ventanilla.peticiones.models import TipoDocumental


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
