"""Anular un radicado: deja de valer y su número no se usa otra vez."""

from datetime import datetime

from ventanilla.comun.errores import Cambiado
from ventanilla.correspondencia.models import Radicado


def anular_radicado(radicado: Radicado, *, motivo: str, ahora: datetime) -> Radicado:
    """Lo marca anulado, en la transacción de quien llama; la fila y el número se quedan.

    Raises:
        Cambiado: si ya estaba anulado.
    """
    cambios = {"anulado_en": ahora, "anulado_por": motivo}
    anulados = Radicado.objects.filter(pk=radicado.pk, anulado_en__isnull=True)
    if anulados.update(**cambios) != 1:
        raise Cambiado("Ese radicado ya estaba anulado.")
    radicado.anulado_en, radicado.anulado_por = ahora, motivo
    return radicado
