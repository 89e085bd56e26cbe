"""Hasta cuándo se guarda el archivo que se subió para traer."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from ventanilla.comun.reloj import en_bogota
from ventanilla.importacion.models import Traida

ACABADAS = (Traida.Estado.TERMINADA, Traida.Estado.DESCARTADA)
QUIETAS = (Traida.Estado.RECIBIDA, Traida.Estado.PROBADA, Traida.Estado.FALLIDA)


def dias_que_se_guarda() -> int:
    """Los días que se guarda después de terminar; 0, que no se borra solo."""
    return int(settings.VENTANILLA_DIAS_DE_IMPORTACION)


def se_borra(traida: Traida) -> date | None:
    """El día en que se borra si nadie la mueve; `None` si ya se borró o no se borra sola."""
    dias = dias_que_se_guarda()
    if not dias or traida.soltado is not None or traida.terminada is None:
        return None
    return en_bogota(traida.terminada).date() + timedelta(days=dias)


def por_soltar(ahora: datetime) -> QuerySet[Traida]:
    """Las que ya terminaron hace esos días y todavía tienen su archivo."""
    borde = ahora - timedelta(days=dias_que_se_guarda())
    return Traida.objects.filter(estado__in=ACABADAS, terminada__lt=borde, soltado=None)


def abandonadas(ahora: datetime) -> QuerySet[Traida]:
    """Las que nadie ha tocado en esos días y no se trajeron."""
    borde = ahora - timedelta(days=dias_que_se_guarda())
    filas = Traida.objects.annotate(tocada=Coalesce("movida", "creada"))
    return filas.filter(Q(latido=None) | Q(latido__lt=borde), estado__in=QUIETAS, tocada__lt=borde)
