"""Los filtros compartidos de una dependencia que se cerró pasan a la que la sucede."""

from datetime import datetime

from ventanilla.bandeja.models import FiltroGuardado
from ventanilla.bandeja.servicios.filtros import MAXIMO_NOMBRE
from ventanilla.comun.reloj import en_bogota
from ventanilla.comun.transaccion import escritura
from ventanilla.directorio.consultas import heredera
from ventanilla.directorio.models import Dependencia


def heredar_filtros(*, ahora: datetime) -> int:
    """Pasa los de dependencias ya cerradas; sin sucesora, vuelven a quien los hizo. Se puede repetir.

    Returns:
        Cuántos pasaron.
    """
    hoy = en_bogota(ahora).date()
    de_cerradas = FiltroGuardado.objects.filter(dependencia__hasta__lt=hoy)
    filas = list(de_cerradas.select_related("dependencia", "usuario").order_by("pk"))
    for filtro in filas:
        cerrada = filtro.dependencia
        if cerrada is not None:
            with escritura():
                _pasar(filtro, cerrada, heredera(cerrada, hoy))
    return len(filas)


def _pasar(filtro: FiltroGuardado, cerrada: Dependencia, destino: Dependencia | None) -> None:
    """Conserva su nombre; si allá ya hay uno igual, dice de dónde viene."""
    mismos = FiltroGuardado.objects.filter(dependencia=destino)
    if destino is None:
        mismos = mismos.filter(usuario=filtro.usuario)
    nombre = filtro.nombre
    if mismos.filter(nombre=nombre).exists():
        origen = f" ({cerrada.codigo})"
        nombre = f"{nombre[: MAXIMO_NOMBRE - len(origen)]}{origen}"
    if mismos.filter(nombre=nombre).exists():
        filtro.delete()
        return
    filtro.nombre, filtro.dependencia = nombre, destino
    filtro.save(update_fields=["nombre", "dependencia"])
