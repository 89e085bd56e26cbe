"""Cambiar un ajuste que ningún artículo del reglamento fija. Venga de la pantalla o de un archivo, se
escribe igual: `estructura.aplicar_estructura`, que llama aquí para dejar la historia."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from ventanilla.comun.actores import Actor
from ventanilla.comun.reloj import en_bogota
from ventanilla.directorio.models import Entidad
from ventanilla.directorio.reglas.ajustes import MUEVEN, SUELTOS, rige_desde, sencillo


def historiar_ajustes(
    antes: Mapping[str, Any],
    despues: Mapping[str, Any],
    *,
    motivo: str,
    actor: Actor,
    ahora: datetime,
    desde: date | None = None,
) -> None:
    """Agrega a la entidad, ya cambiada, de qué a qué pasó cada ajuste, desde cuándo y por qué.

    Va dentro de la transacción de quien cambió los valores. Los que mueven fechas quedan por aplicar.

    Args:
        desde: el primer día de los valores nuevos, si no es el de costumbre.
    """
    hoy = en_bogota(ahora).date()
    nuevos = [
        {
            "campo": campo,
            "desde": (desde or rige_desde(campo, hoy, hoy + timedelta(days=1))).isoformat(),
            "antes": sencillo(antes.get(campo)),
            "despues": sencillo(valor),
            "motivo": motivo,
            "quien": actor.nombre,
            "momento": ahora.isoformat(),
            "por_aplicar": campo in MUEVEN,
        }
        for campo, valor in despues.items()
        if campo in SUELTOS
    ]
    if nuevos:
        una = Entidad.objects.select_for_update().get()
        una.ajustes_anteriores = [*una.ajustes_anteriores, *nuevos]
        una.save(update_fields=["ajustes_anteriores"])


def marcar_aplicados(aplicados: list[dict[str, Any]]) -> int:
    """Esos cambios ya se contaron en las peticiones abiertas; los que llegaron después, no.

    Returns:
        Cuántos faltaban por marcar.
    """
    una = Entidad.objects.select_for_update().get()
    faltaban = sum(c in aplicados for c in una.ajustes_anteriores)
    una.ajustes_anteriores = [
        {**c, "por_aplicar": False} if c in aplicados else c for c in una.ajustes_anteriores
    ]
    una.save(update_fields=["ajustes_anteriores"])
    return faltaban
