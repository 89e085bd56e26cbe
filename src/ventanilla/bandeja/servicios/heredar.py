"""Los filtros compartidos de una dependencia que se cierra pasan a la que la sucede."""

from contextlib import suppress

from ventanilla.bandeja.models import FiltroGuardado
from ventanilla.bandeja.servicios.filtros import MAXIMO_NOMBRE, sin_repetir
from ventanilla.comun.errores import DatosInvalidos
from ventanilla.comun.transaccion import escritura
from ventanilla.directorio.models import Dependencia


def heredar_filtros(cerrada: Dependencia, destino: Dependencia | None) -> int:
    """Pasa los que comparte; sin `destino`, vuelven a quien los hizo. Se puede repetir.

    Returns:
        Cuántos pasaron.
    """
    with escritura():
        filas = FiltroGuardado.objects.filter(dependencia=cerrada)
        suyos = list(filas.select_related("usuario").order_by("pk"))
        for filtro in suyos:
            _pasar(filtro, cerrada, destino)
    return len(suyos)


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
    # Si lo borraron en este instante no hay nada que pasar; si allá guardaron uno igual, pasa en la
    # próxima vuelta.
    with suppress(DatosInvalidos), sin_repetir():
        FiltroGuardado.objects.filter(pk=filtro.pk, dependencia=cerrada).update(
            nombre=nombre, dependencia=destino
        )
