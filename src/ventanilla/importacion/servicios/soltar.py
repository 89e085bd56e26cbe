"""Borrar, cuando ya pasó su tiempo, los archivos que se subieron para traer: tienen nombres."""

from datetime import datetime

from ventanilla.archivo.models import Guardado
from ventanilla.archivo.servicios import soltar
from ventanilla.comun.actores import SISTEMA
from ventanilla.comun.transaccion import escritura
from ventanilla.importacion.consultas.permanencia import (
    QUIETAS,
    abandonadas,
    dias_que_se_guarda,
    por_soltar,
)
from ventanilla.importacion.models import Traida
from ventanilla.importacion.servicios.traidas import anotar


def soltar_archivos(*, ahora: datetime) -> int:
    """Descarta lo abandonado y suelta los archivos cuyo tiempo pasó; devuelve cuántos soltó.

    La finalidad con que se recogieron esos datos ya se cumplió (Ley 1581 de 2012, art. 4): lo que
    entró está en las peticiones y la huella del archivo queda para probar cuál fue. Se puede repetir.
    """
    if not dias_que_se_guarda():
        return 0
    for traida in list(abandonadas(ahora)):
        _descartar(traida, ahora)
    return sum(_soltar(traida, ahora) for traida in list(por_soltar(ahora)))


def _descartar(traida: Traida, ahora: datetime) -> None:
    with escritura():
        filas = Traida.objects.filter(pk=traida.pk, estado__in=QUIETAS, movida=traida.movida)
        if filas.update(estado=Traida.Estado.DESCARTADA, terminada=ahora, movida=ahora):
            contenido = {"dias": dias_que_se_guarda()}
            anotar(traida, "abandonada", actor=SISTEMA, ahora=ahora, contenido=contenido)


def _soltar(traida: Traida, ahora: datetime) -> bool:
    with escritura():
        filas = Traida.objects.filter(pk=traida.pk, soltado=None)
        if not filas.update(archivo=None, apartadas=None, soltado=ahora):
            return False
        for guardado in Guardado.objects.filter(pk__in=[traida.archivo_id, traida.apartadas_id]):
            soltar(guardado)
        contenido = {"archivo": traida.huella, "dias": dias_que_se_guarda()}
        anotar(traida, "archivo_borrado", actor=SISTEMA, ahora=ahora, contenido=contenido)
    return True
