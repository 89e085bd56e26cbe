"""Cuántas hay: las cifras de arriba de la bandeja y las cuentas de su menú. Ninguna pasa del tope."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Min, Q

from ventanilla.bandeja.consultas.lista import Cortes, de_color
from ventanilla.comun.cuentas import contar
from ventanilla.peticiones.models import Peticion


@dataclass(frozen=True)
class Cifras:
    """Cuántas hay de cada color (hasta el tope), y el dato que ayuda a entenderlas."""

    vencidas: int
    por_vencer: int
    a_tiempo: int
    por_decidir: int
    en_espera: int
    mas_antigua: datetime | None
    limite: date


def cifras(condicion: Q, cortes: Cortes) -> Cifras:
    """Cuántas abiertas hay de cada color.

    Una cuenta por color: cada una lee un tramo de un índice y para en el tope; juntas tardan menos
    que una sola consulta que mire cada fila cinco veces.
    """
    abiertas = Peticion.objects.filter(condicion, esta_cerrada=False)
    por_color = {color: abiertas.filter(q) for color, q in de_color(cortes).items()}
    return Cifras(
        **{color: contar(filas) for color, filas in por_color.items()},
        mas_antigua=por_color["vencidas"].aggregate(primera=Min("vence_momento"))["primera"],
        limite=cortes.limite,
    )


def cuantas_abiertas(condiciones: Mapping[str, Q]) -> dict[str, int]:
    """Cuántas abiertas hay en cada pestaña, dada la condición de cada una.

    Una cuenta por pestaña y no una sola para todas: así cada una lee su índice y nada más.
    """
    abiertas = Peticion.objects.filter(esta_cerrada=False)
    return {vista: contar(abiertas.filter(condicion)) for vista, condicion in condiciones.items()}
