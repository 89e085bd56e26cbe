"""Lo que hay en la base, con los nombres del archivo de la entidad, para compararlos."""

from typing import Any

from ventanilla.directorio.models import (
    Dependencia,
    DiaNoHabil,
    Entidad,
    Nombramiento,
    Usuario,
    Vinculacion,
)
from ventanilla.directorio.reglas.cambios import Filas


def estructura_actual() -> dict[str, Filas]:
    """Lo que hay, para compararlo con un archivo: clase → llave → campos, con los nombres del archivo.

    Las dependencias van por su código y las personas por su correo.
    """
    propios = [c.name for c in Entidad._meta.concrete_fields if not c.primary_key]
    hay = Entidad.objects.values(*propios).first()
    return {
        "entidad": {(): hay} if hay else {},
        "dependencia": {(f["codigo"],): f for f in _dependencias_por_codigo()},
        "dia": {(f["fecha"], f["acto"]): f for f in DiaNoHabil.objects.values()},
        "persona": {
            (correo,): {"correo": correo, "nombre": nombre, "activa": activa}
            for correo, nombre, activa in Usuario.objects.order_by("email").values_list(
                "email", "nombre", "is_active"
            )
        },
        "vinculacion": {
            (f["usuario__email"], f["clase"], f["desde"]): f
            for f in Vinculacion.objects.values("usuario__email", "clase", "desde", "hasta")
        },
        "nombramiento": {
            (f["usuario__email"], f["rol"], f["dependencia"], f["desde"]): f
            for f in _nombramientos_por_llave()
        },
    }


def _dependencias_por_codigo() -> list[dict[str, Any]]:
    filas = Dependencia.objects.values(
        *("codigo", "nombre", "mision", "funciones", "palabras"),
        *("correo", "telefono", "direccion", "horario"),
        *("es_atencion", "codigo_inventado", "desde", "hasta", "padre__codigo"),
    )
    return [{**f, "padre": f["padre__codigo"] or ""} for f in filas]


def _nombramientos_por_llave() -> list[dict[str, Any]]:
    filas = Nombramiento.objects.values(
        "usuario__email", "rol", "dependencia__codigo", "cargo", "acto", "desde", "hasta"
    )
    return [{**f, "dependencia": f["dependencia__codigo"] or ""} for f in filas]
