"""Lo que hace el obrero con una importación: probarla o traerla, y dar cuenta.

Se puede matar en cualquier momento: cada lote entra entero con su cuenta, o no entra. Quien la
retoma vuelve a leer el archivo y lo que ya estaba se salta. El obrero la hace por tajadas: entre una
y otra avanzan los demás trabajos largos.
"""

import secrets
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

from django.db import DatabaseError
from django.db.models import Q

from ventanilla.comun.cola import encolar
from ventanilla.comun.errores import ErrorDeDominio
from ventanilla.comun.transaccion import escritura
from ventanilla.directorio.consultas import actor_de
from ventanilla.importacion.models import Traida
from ventanilla.importacion.permisos import puede_importar
from ventanilla.importacion.servicios.obra import Obra, Relevado
from ventanilla.importacion.servicios.traidas import TAREA
from ventanilla.peticiones.servicios.exigir import exigir

Estado = Traida.Estado
# Sin señas de vida en este tiempo, el obrero que la tenía murió.
SIN_LATIDO = timedelta(minutes=2)
_NO_SE_PUDO = (
    "El trabajo se interrumpió por una falla del sistema. Lo que ya entró no se repite: vuelva a "
    "intentarlo; si se repite la falla, avise a quien opera el servidor."
)


# Lo leído de las que esperan su siguiente tajada en este proceso. Solo ahorra leer otra vez: si el
# proceso muere o la toma otro, se empieza por el principio y lo que ya entró se salta.
_aparcadas: dict[int, Obra] = {}


def trabajar(
    pk: int,
    *,
    reloj: Callable[[], datetime],
    cita: str = "",
    tajada: timedelta | None = None,
) -> bool:
    """Hace lo que la importación espera, si nadie más lo está haciendo. Puede correr dos veces.

    Args:
        reloj: la hora; se pregunta en cada lote para dar señas de vida.
        cita: la que dejó la tajada anterior; sin ella solo se toma lo que nadie tiene.
        tajada: cuánto trabaja a lo sumo; lo que falte queda encolado. Sin ella, hasta el final.

    Returns:
        Si la tomó.
    """
    obra = _tomar(pk, reloj, cita)
    if obra is None:
        return False
    try:
        # Quien la ordenó pudo dejar de administrar mientras esperaba en la cola.
        exigir(puede_importar(actor_de(obra.traida.creada_por, reloj())))
        _avanzar(obra, tajada)
    except Relevado:
        return True
    except ErrorDeDominio as error:
        obra.fallar(str(error))
    except Exception:
        # También lo imprevisto: si no queda dicho, la agenda la retomaría cada dos minutos.
        with suppress(DatabaseError):
            obra.fallar(_NO_SE_PUDO)
        raise
    return True


def _avanzar(obra: Obra, tajada: timedelta | None) -> None:
    """Da pasos hasta terminar, o hasta que se acabe la tajada: entonces la deja aparte y encolada."""
    hasta = None if tajada is None else obra.reloj() + tajada
    for _ in obra.por_dar:
        if hasta is not None and obra.reloj() >= hasta:
            obra.aparcar()
            _aparcadas[obra.traida.pk] = obra
            return


def retomar(*, ahora: datetime) -> int:
    """Vuelve a encolar las que quedaron sin obrero; devuelve cuántas. Lo llama la agenda."""
    quietas = Traida.objects.filter(
        Q(latido__lt=ahora - SIN_LATIDO) | Q(latido=None, creada__lt=ahora - SIN_LATIDO),
        estado__in=(Estado.POR_PROBAR, Estado.POR_TRAER),
    )
    claves = list(quietas.values_list("pk", flat=True))
    for pk in claves:
        with escritura():
            encolar(TAREA, traida=pk)
    return len(claves)


def _tomar(pk: int, reloj: Callable[[], datetime], cita: str) -> Obra | None:
    """La que este proceso dejó aparte, si nadie la tocó; si no, una que empieza por el principio.

    Empezar de nuevo solo cuesta leer: lo que ya entró se salta.
    """
    ahora = reloj()
    aparcada = _aparcadas.pop(pk, None)
    _soltar_las_ajenas()
    turno = secrets.token_hex(16)
    libre = Q(turno="") | Q(latido=None) | Q(latido__lt=ahora - SIN_LATIDO)
    if cita:
        libre |= Q(turno=cita)
    filas = Traida.objects.filter(pk=pk, estado__in=(Estado.POR_PROBAR, Estado.POR_TRAER))
    sigue = aparcada is not None
    with escritura():
        if aparcada is not None:
            mia = filas.filter(turno=aparcada.turno, estado=aparcada.traida.estado)
            sigue = bool(mia.filter(libre).update(turno=turno, latido=ahora))
        if not sigue and not filas.filter(libre).update(turno=turno, latido=ahora, hechas=0):
            return None
    if aparcada is not None and sigue:
        aparcada.turno, aparcada.reloj = turno, reloj
        return aparcada
    traida = Traida.objects.select_related("archivo", "creada_por").get(pk=pk)
    return Obra(traida, turno, reloj)


def _soltar_las_ajenas() -> None:
    """Las que otro obrero tomó o alguien detuvo: guardar lo leído de ellas ya no sirve."""
    if _aparcadas:
        filas = Traida.objects.filter(pk__in=_aparcadas).values_list("pk", "turno")
        siguen = {pk for pk, turno in filas if turno == _aparcadas[pk].turno}
        for pk in set(_aparcadas) - siguen:
            del _aparcadas[pk]
