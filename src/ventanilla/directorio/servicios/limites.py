"""Contar intentos."""

import hashlib
import hmac
from datetime import datetime, timedelta

from django.db import IntegrityError
from django.db.models import F

from ventanilla.comun.cifrado import llave
from ventanilla.comun.transaccion import escritura
from ventanilla.directorio.models import Limite


def contar(que: str, *, ventana: timedelta, ahora: datetime, tope: int | None = None) -> int:
    """Anota que `que` pasó una vez más y dice cuántas van en la ventana.

    `que` puede llevar una dirección o un número; se guarda solo su huella con llave.

    Args:
        tope: si ya se pasó de él, no se anota más: quien insiste no ocupa a la base escribiendo.
    """
    segundos = int(ventana.total_seconds())
    inicio = int(ahora.timestamp()) // segundos * segundos
    huella = hmac.new(llave("limites"), que.encode(), hashlib.sha256).hexdigest()
    filas = Limite.objects.filter(llave=huella, ventana=inicio)
    if tope is not None:
        van = filas.values_list("cuenta", flat=True).first() or 0
        if van > tope:
            return van
    with escritura():
        if not filas.update(cuenta=F("cuenta") + 1):
            try:
                with escritura(punto=True):
                    Limite.objects.create(llave=huella, ventana=inicio, cuenta=1)
            except IntegrityError:
                filas.update(cuenta=F("cuenta") + 1)
        return filas.values_list("cuenta", flat=True).get()


def olvidar_viejos(*, ahora: datetime) -> int:
    """Borra cuentas de más de un día; devuelve cuántas."""
    borde = int((ahora - timedelta(days=1)).timestamp())
    return Limite.objects.filter(ventana__lt=borde).delete()[0]
