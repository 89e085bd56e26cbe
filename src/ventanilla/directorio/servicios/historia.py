"""Agregar a la historia de una dependencia."""

from datetime import date, datetime

from ventanilla.directorio.models import CambioDeDependencia, Dependencia


def historiar(
    dependencia: Dependencia,
    clase: str,
    *,
    acto: str,
    desde: date,
    ahora: datetime,
    sucesora: Dependencia | None = None,
) -> CambioDeDependencia:
    """Guarda cómo era la dependencia, en la transacción de quien la va a cambiar."""
    return CambioDeDependencia.objects.create(
        dependencia=dependencia,
        clase=clase,
        nombre_anterior=dependencia.nombre,
        padre_anterior=dependencia.padre,
        sucesora=sucesora,
        acto=acto,
        desde=desde,
        anotado=ahora,
    )
